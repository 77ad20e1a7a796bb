/* Forks: handles of the parent work in the child, calls that were under way there do not end here, and no lock is taken for ever. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/support.h"

#define ORDER                                                                                \
  "{\"out_trade_no\":\"T-forks-%d\",\"description\":\"Blue mug\",\"amount\":{\"total\":1999},"   \
  "\"scene_info\":{\"payer_client_ip\":\"203.0.113.7\"},\"notify_url\":\"http://127.0.0.1:9/n\"}"

static qq_wxpay_handle queue, client, asking, merchants;

static void order(int number) {
  char *arguments = format(ORDER, number);
  json_t *placed = call_ok(client, "place_order", arguments);
  CHECK(strcmp(text_of(placed, "outcome"), "placed") == 0);
  json_decref(placed);
  free(arguments);
}

static void begin(qq_wxpay_handle object, const char *method, const char *arguments, uint64_t tag) {
  qq_wxpay_result result;
  qq_wxpay_begin(object, bytes_of(method), bytes_of(arguments), bytes_of(NULL), 0, tag, &result);
  CHECK(result.status == QQ_WXPAY_OK);
}

/* The next event of this kind; what was observed is passed over. */
static void next(qq_wxpay_event *event, uint32_t kind) {
  do {
    CHECK(qq_wxpay_next_events(queue, 20000, event, 1) == 1);
    if (event->kind == QQ_WXPAY_OBSERVED) qq_wxpay_event_free(event);
  } while (event->kind == QQ_WXPAY_OBSERVED);
  CHECK(event->kind == kind);
}

/* In the child: what the parent began is not here, and what is begun here ends here. */
static void child(int number, qq_wxpay_handle call) {
  alarm(getenv("LONG_TESTS") == NULL ? 60 : 300); /* valgrind is slow */
  qq_wxpay_event event;
  CHECK(qq_wxpay_next_events(queue, 0, &event, 1) == 0);
  qq_wxpay_cancel(call);
  qq_wxpay_release(call);
  order(number);
  /* The merchants are made anew, with clients of this process. */
  json_t *names = call_ok(merchants, "names", "");
  CHECK(json_array_size(names) == 1);
  json_decref(names);
  char *again = format("{\"name\":\"shop\",\"client\":%llu}", (unsigned long long)client);
  json_decref(call_ok(merchants, "replace", again)); /* fails when it is not there */
  free(again);
  begin(client, "merchant", "", 77);
  next(&event, QQ_WXPAY_ENDED);
  CHECK(event.tag == 77);
  qq_wxpay_event_free(&event);
  /* Its functions are asked here, too. */
  begin(asking, "place_order", "{\"out_trade_no\":\"T-forks-asks\",\"description\":\"mug\",\"amount\":{\"total\":1},"
                               "\"scene_info\":{\"payer_client_ip\":\"203.0.113.7\"},\"notify_url\":\"http://127.0.0.1:9/n\"}", 78);
  bool asked = false;
  for (;;) {
    CHECK(qq_wxpay_next_events(queue, 20000, &event, 1) == 1);
    bool is_over = event.kind == QQ_WXPAY_ENDED && event.tag == 78;
    if (event.kind == QQ_WXPAY_QUESTION) {
      asked = true;
      CHECK(event.source == asking);
      qq_wxpay_answer(event.source, event.question, bytes_of(NULL), true);
    }
    qq_wxpay_event_free(&event);
    if (is_over) break;
  }
  CHECK(asked);
  qq_wxpay_release(asking);
  qq_wxpay_release(merchants);
  qq_wxpay_release(client);
  qq_wxpay_release(queue);
  qq_wxpay_shut_down(1000);
  _exit(0);
}

static void ends_well(pid_t process) {
  int status;
  CHECK(waitpid(process, &status, 0) == process);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

static atomic_bool is_busy = true;

/* Threads that are in the library all the time while the process forks. */
static void *keep_busy(void *given) {
  (void)given;
  while (atomic_load(&is_busy)) {
    json_decref(call_ok(client, "merchant", ""));
    json_decref(call_fails(client, "query_order", "{\"out_trade_no\":\"T-forks-none\"}", "ORDER_NOT_EXIST"));
  }
  return NULL;
}

/* A fork while a call waits for an answer: it goes on in the parent, and is not there in the child. */
static void a_call_in_flight_stays_with_the_parent(void) {
  qq_wxpay_result result;
  qq_wxpay_begin(asking, bytes_of("access_token"), bytes_of(""), bytes_of(""), 60000, 5, &result);
  qq_wxpay_handle call = result.handle;
  CHECK(call != 0);
  pid_t process = fork();
  CHECK(process >= 0);
  if (process == 0) child(1, call);
  qq_wxpay_event event;
  next(&event, QQ_WXPAY_QUESTION);
  qq_wxpay_answer(event.source, event.question, bytes_of("\"a-token\""), false);
  qq_wxpay_event_free(&event);
  next(&event, QQ_WXPAY_ENDED);
  CHECK(event.tag == 5);
  if (event.result.status != QQ_WXPAY_OK) fprintf(stderr, "%s\n", (char *)event.result.text.data);
  CHECK(event.result.status == QQ_WXPAY_OK);
  qq_wxpay_event_free(&event);
  ends_well(process);
}

static void forks_while_threads_are_busy(void) {
  pthread_t threads[2];
  for (int index = 0; index < 2; index++) CHECK(pthread_create(&threads[index], NULL, keep_busy, NULL) == 0);
  for (int round = 2; round <= 5; round++) {
    pid_t process = fork();
    CHECK(process >= 0);
    if (process == 0) child(round, 0);
    ends_well(process);
  }
  atomic_store(&is_busy, false);
  for (int index = 0; index < 2; index++) CHECK(pthread_join(threads[index], NULL) == 0);
}

int main(void) {
  alarm(getenv("LONG_TESTS") == NULL ? 100 : 600);
  queue = queue_new();
  merchants = call_object(0, "merchants", "");
  char *more = format(",\"merchants\":%llu", (unsigned long long)merchants);
  client = client_with(more, queue, 1);
  free(more);
  char *joining = format("{\"name\":\"shop\",\"client\":%llu}", (unsigned long long)client);
  json_decref(call_ok(merchants, "add", joining));
  free(joining);
  asking = client_with(",\"token_source\":\"provider\"", queue, 2);
  order(0);
  a_call_in_flight_stays_with_the_parent();
  forks_while_threads_are_busy();
  order(99); /* the parent goes on */
  qq_wxpay_release(merchants);
  qq_wxpay_release(client);
  qq_wxpay_release(asking);
  qq_wxpay_release(queue);
  stop_sandbox();
  qq_wxpay_shut_down(1000);
  puts("forks: ok");
  return 0;
}
