/* Functions of the host by a callback, on the thread that serves the queue. */
#include <pthread.h>
#include <stdatomic.h>

#include "support/support.h"

#define ORDER(number)                                                                           \
  "{\"out_trade_no\":\"" number "\",\"description\":\"Blue mug\",\"amount\":{\"total\":1999},"  \
  "\"scene_info\":{\"payer_client_ip\":\"203.0.113.7\"},\"notify_url\":\"http://127.0.0.1:9/n\"}"

/* What the callback of a test knows. */
struct host {
  pthread_t thread;           /* that called last */
  qq_wxpay_handle queue;      /* to be released at the first end; 0: not */
  qq_wxpay_handle client;     /* of the last question */
  atomic_int questions, ended, observed, entered, running;
  char token[512];            /* answered to `access_token` */
  bool reenters;              /* calls its own client from within */
  atomic_int reentered;       /* how often that was refused */
  int pause_ms;               /* before it returns */
};

static void take(void *context, qq_wxpay_event *event) {
  struct host *host = context;
  atomic_fetch_add(&host->running, 1);
  atomic_fetch_add(&host->entered, 1);
  host->thread = pthread_self();
  if (event->kind == QQ_WXPAY_QUESTION) {
    atomic_fetch_add(&host->questions, 1);
    host->client = event->source;
    if (host->reenters) {
      qq_wxpay_result result = call_raw(event->source, "query_order", "{\"out_trade_no\":\"T-called-1\"}");
      fails(&result, "CLIENT_REENTERED");
      atomic_fetch_add(&host->reentered, 1);
    }
    char *text = format("\"%s\"", host->token);
    qq_wxpay_answer(event->source, event->question, bytes_of(text), false);
    free(text);
  }
  bool is_end = event->kind == QQ_WXPAY_ENDED;
  if (is_end) atomic_fetch_add(&host->ended, 1);
  if (event->kind == QQ_WXPAY_OBSERVED) atomic_fetch_add(&host->observed, 1);
  qq_wxpay_event_free(event);
  if (host->pause_ms > 0) {
    struct timespec pause = {.tv_nsec = host->pause_ms * 1000000L};
    nanosleep(&pause, NULL);
  }
  if (host->queue != 0 && is_end) qq_wxpay_release(host->queue);
  atomic_fetch_sub(&host->running, 1);
}

static qq_wxpay_handle queue_for(struct host *host) {
  qq_wxpay_result result;
  CHECK(qq_wxpay_queue_new(take, host, &result) == QQ_WXPAY_OK);
  return result.handle;
}

/* The token that the sandbox knows, as another process of the shop would hand it over. */
static void learn_token(struct host *host) {
  qq_wxpay_handle client = client_with(NULL, 0, 0);
  json_t *token = call_ok(client, "access_token", "");
  snprintf(host->token, sizeof host->token, "%s", text_of(token, "access_token"));
  json_decref(token);
  qq_wxpay_release(client);
}

static void until(atomic_int *count, int wanted, const char *what) {
  struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
  for (int round = 0; atomic_load(count) < wanted; round++) {
    if (round == 4000) fprintf(stderr, "%s: %d of %d\n", what, atomic_load(count), wanted);
    CHECK(round < 4000);
    nanosleep(&pause, NULL);
  }
}

static void a_call_that_waits_is_answered_by_the_callback(void) {
  struct host host = {0};
  learn_token(&host);
  qq_wxpay_handle queue = queue_for(&host);
  CHECK(qq_wxpay_queue_descriptor(queue) == -1);
  qq_wxpay_event event;
  CHECK(qq_wxpay_next_events(queue, 0, &event, 1) == -1); /* there is a callback for them */
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\",\"observes\":true", queue, 1);
  json_t *placed = call_ok(client, "place_order", ORDER("T-called-1"));
  CHECK(strcmp(text_of(placed, "outcome"), "placed") == 0);
  json_decref(placed);
  CHECK(host.client == client);
  CHECK(!pthread_equal(host.thread, pthread_self()));
  until(&host.observed, 1, "observed");

  qq_wxpay_result result;
  qq_wxpay_begin(client, bytes_of("query_order"), bytes_of("{\"out_trade_no\":\"T-called-1\"}"), bytes_of(""), 0, 7, &result);
  CHECK(result.status == QQ_WXPAY_OK);
  until(&host.ended, 1, "ended");
  qq_wxpay_release(client);
  qq_wxpay_release(queue);
  CHECK(atomic_load(&host.running) == 0);
}

static void a_callback_that_calls_its_own_client_is_refused(void) {
  struct host host = {.reenters = true};
  learn_token(&host);
  qq_wxpay_handle queue = queue_for(&host);
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\"", queue, 2);
  json_t *placed = call_ok(client, "place_order", ORDER("T-called-2"));
  CHECK(strcmp(text_of(placed, "outcome"), "placed") == 0);
  json_decref(placed);
  CHECK(atomic_load(&host.reentered) >= 1);
  qq_wxpay_release(client);
  qq_wxpay_release(queue);
}

/* When release has returned, the context may be freed: nothing runs any more. */
static void a_release_waits_for_the_callback(void) {
  for (int round = 0; round < 10; round++) {
    struct host *host = calloc(1, sizeof *host);
    host->pause_ms = 20;
    qq_wxpay_handle queue = queue_for(host);
    qq_wxpay_handle client = client_with(NULL, queue, 3);
    for (int call = 0; call < 5; call++) {
      qq_wxpay_result result;
      qq_wxpay_begin(client, bytes_of("merchant"), bytes_of(""), bytes_of(""), 0, 0, &result);
      CHECK(result.status == QQ_WXPAY_OK);
    }
    if (round % 2 == 0) until(&host->entered, 1, "entered");
    qq_wxpay_release(queue);
    CHECK(atomic_load(&host->running) == 0);
    free(host);
    qq_wxpay_release(client);
  }
}

static void a_callback_may_release_its_own_queue(void) {
  struct host host = {0};
  qq_wxpay_handle queue = queue_for(&host);
  qq_wxpay_handle client = client_with(NULL, queue, 4);
  host.queue = queue;
  for (int call = 0; call < 3; call++) {
    qq_wxpay_result result;
    qq_wxpay_begin(client, bytes_of("merchant"), bytes_of(""), bytes_of(""), 0, 0, &result);
    CHECK(result.status == QQ_WXPAY_OK);
    qq_wxpay_buffer_free(result.text);
  }
  until(&host.ended, 1, "ended");
  while (atomic_load(&host.running) > 0) sched_yield();
  CHECK(atomic_load(&host.ended) == 1); /* nothing comes after that */
  qq_wxpay_release(client);
}

/* A host that has gone: the question is for nobody, and the call fails instead of waiting. */
static void a_question_without_a_queue_fails(void) {
  struct host host = {0};
  qq_wxpay_handle queue = queue_for(&host);
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\"", queue, 5);
  qq_wxpay_release(queue);
  json_decref(call_fails(client, "place_order", ORDER("T-called-5"), "TOKEN_STORE_FAILED"));
  qq_wxpay_release(client);
}

int main(void) {
  a_call_that_waits_is_answered_by_the_callback();
  a_callback_that_calls_its_own_client_is_refused();
  a_release_waits_for_the_callback();
  a_callback_may_release_its_own_queue();
  a_question_without_a_queue_fails();
  stop_sandbox();
  qq_wxpay_shut_down(1000);
  puts("called: ok");
  return 0;
}
