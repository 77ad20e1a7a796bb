/* Functions of the host by a queue that is fetched from: token store, token provider, transport, signer, observer; and what becomes of
 * calls that are cancelled or never answered. One thread does it all, as in PHP. */
#include <poll.h>

#include "support/support.h"

#define ORDER(number)                                                                           \
  "{\"out_trade_no\":\"" number "\",\"description\":\"Blue mug\",\"amount\":{\"total\":1999},"  \
  "\"scene_info\":{\"payer_client_ip\":\"203.0.113.7\"},\"notify_url\":\"http://127.0.0.1:9/n\"}"

static qq_wxpay_handle queue;
static json_t *kept_token; /* what the store keeps */
static int asked_for[8];   /* how often which question came */
static const char *questions[8] = {"access_token", "load", "acquire_lease", "save", "release_lease", "send", "sign", ""};

static void note(const char *name) {
  for (int index = 0; index < 7; index++) {
    if (strcmp(questions[index], name) == 0) {
      asked_for[index]++;
      return;
    }
  }
  fprintf(stderr, "an unknown question: %s\n", name);
  abort();
}

static int asked(const char *name) {
  for (int index = 0; index < 7; index++) {
    if (strcmp(questions[index], name) == 0) return asked_for[index];
  }
  return -1;
}

static void answer(const qq_wxpay_event *event, json_t *answer) {
  char *text = json_dumps(answer, JSON_ENCODE_ANY | JSON_COMPACT);
  qq_wxpay_answer(event->source, event->question, bytes_of(text), false);
  free(text);
  json_decref(answer);
}

/* A token store in memory, which anybody may write. */
static void keep(const qq_wxpay_event *event) {
  const char *name = (const char *)event->name.data;
  json_t *arguments = json_loads((const char *)event->result.text.data, 0, NULL);
  CHECK(json_is_array(arguments));
  if (strcmp(name, "load") == 0) {
    answer(event, kept_token == NULL ? json_null() : json_incref(kept_token));
  } else if (strcmp(name, "save") == 0) {
    json_decref(kept_token);
    kept_token = json_incref(json_array_get(arguments, 2));
    answer(event, json_true());
  } else {
    answer(event, json_true());
  }
  json_decref(arguments);
}

/* Fetches until the call with this tag has ended; its result. */
static qq_wxpay_result ended(uint64_t tag, void (*take)(const qq_wxpay_event *)) {
  for (;;) {
    qq_wxpay_event events[4];
    int64_t count = qq_wxpay_next_events(queue, 20000, events, 4);
    CHECK(count > 0);
    qq_wxpay_result result;
    bool is_over = false;
    for (int64_t index = 0; index < count; index++) {
      qq_wxpay_event *event = &events[index];
      if (event->kind == QQ_WXPAY_ENDED && event->tag == tag) {
        result = event->result;
        is_over = true;
        continue;
      }
      if (event->kind == QQ_WXPAY_QUESTION) {
        CHECK(event->question > 0);
        note((const char *)event->name.data);
        if (take != NULL) take(event);
      }
      qq_wxpay_event_free(event);
      qq_wxpay_event_free(event); /* the second time nothing happens */
    }
    if (is_over) return result;
  }
}

static qq_wxpay_handle begun(qq_wxpay_handle object, const char *method, const char *arguments, uint64_t timeout,
                             uint64_t tag) {
  qq_wxpay_result result;
  qq_wxpay_begin(object, bytes_of(method), bytes_of(arguments), bytes_of(NULL), timeout, tag, &result);
  CHECK(result.status == QQ_WXPAY_OK);
  CHECK(result.handle != 0);
  return result.handle;
}

static json_t *json_of(qq_wxpay_result *result) {
  if (result->status != QQ_WXPAY_OK) fprintf(stderr, "%s\n", (char *)result->text.data);
  CHECK(result->status == QQ_WXPAY_OK);
  json_t *json = json_loads((char *)result->text.data, JSON_DECODE_ANY, NULL);
  CHECK(json != NULL);
  qq_wxpay_buffer_free(result->text);
  return json;
}

static void a_store_is_asked(void) {
  qq_wxpay_handle client = client_with(",\"token_source\":\"store\"", queue, 1);
  begun(client, "place_order", ORDER("T-pulled-1"), 0, 11);
  qq_wxpay_result result = ended(11, keep);
  json_t *placed = json_of(&result);
  CHECK(strcmp(text_of(placed, "outcome"), "placed") == 0);
  json_decref(placed);
  CHECK(asked("load") > 0);
  CHECK(asked("save") == 1);
  CHECK(kept_token != NULL);
  qq_wxpay_release(client);
}

static void provide(const qq_wxpay_event *event) { answer(event, json_incref(json_object_get(kept_token, "access_token"))); }

static void a_provider_is_asked(void) {
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\"", queue, 2);
  begun(client, "place_order", ORDER("T-pulled-2"), 0, 12);
  qq_wxpay_result result = ended(12, provide);
  json_decref(json_of(&result));
  CHECK(asked("access_token") == 1);
  qq_wxpay_release(client);
}

static uint64_t refused_question;

static void refuse(const qq_wxpay_event *event) {
  refused_question = event->question;
  qq_wxpay_answer(event->source, event->question, bytes_of(NULL), true);
}

static void a_host_that_fails_is_named(void) {
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\"", queue, 3);
  begun(client, "place_order", ORDER("T-pulled-3"), 0, 13);
  qq_wxpay_result result = ended(13, refuse);
  CHECK(result.question == refused_question);
  CHECK(refused_question > 0);
  fails(&result, "TOKEN_STORE_FAILED");
  qq_wxpay_release(client);
}

/* An answer that is none, one for nobody, and the same one twice. */
static void answer_wrongly(const qq_wxpay_event *event) {
  qq_wxpay_answer(event->source, event->question + 1000, bytes_of("\"no\""), false);
  qq_wxpay_answer(event->source, 0, bytes_of("\"no\""), false);
  qq_wxpay_answer(12345, event->question, bytes_of("\"no\""), false);
  qq_wxpay_answer(event->source, event->question, bytes_of("{"), false);
  qq_wxpay_answer(event->source, event->question, bytes_of("\"twice\""), false);
}

static void an_answer_that_is_none_is_a_failure(void) {
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\"", queue, 4);
  begun(client, "place_order", ORDER("T-pulled-4"), 0, 14);
  qq_wxpay_result result = ended(14, answer_wrongly);
  fails(&result, "TOKEN_STORE_FAILED");
  qq_wxpay_release(client);
}

static void nobody_answers(void) {
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\"", queue, 5);
  begun(client, "place_order", ORDER("T-pulled-5"), 300, 15);
  qq_wxpay_result result = ended(15, NULL);
  fails(&result, "TIMED_OUT");
  /* Far too late: for nobody. */
  qq_wxpay_answer(client, 1, bytes_of("\"late\""), false);
  qq_wxpay_release(client);
}

static void a_transport_that_is_not_there(const qq_wxpay_event *event) {
  answer(event, json_pack("{s:s}", "failure", "not_connected"));
}

static void send_for_it(const qq_wxpay_event *event) {
  json_t *arguments = json_loads((const char *)event->result.text.data, 0, NULL);
  CHECK(strncmp(text_of(json_array_get(arguments, 0), "url"), "http://127.0.0.1:", 17) == 0);
  CHECK(json_is_integer(json_array_get(arguments, 1)));
  json_decref(arguments);
  answer(event, json_pack("{s:i,s:[],s:s}", "status", 404, "headers", "body_base64", "e30="));
}

static void the_host_sends(void) {
  qq_wxpay_handle client = client_with(",\"sends\":true", queue, 6);
  begun(client, "query_order", "{\"out_trade_no\":\"T-pulled-6\"}", 2000, 16);
  qq_wxpay_result result = ended(16, a_transport_that_is_not_there);
  fails(&result, "NOT_CONNECTED");
  begun(client, "query_order", "{\"out_trade_no\":\"T-pulled-6\"}", 2000, 17);
  result = ended(17, send_for_it);
  CHECK(result.status == QQ_WXPAY_FAILED);
  qq_wxpay_buffer_free(result.text);
  CHECK(asked("send") >= 2);
  qq_wxpay_release(client);
}

static void a_cancelled_order_is_to_confirm(void) {
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\"", queue, 7);
  qq_wxpay_handle call = begun(client, "place_order", ORDER("T-pulled-7"), 0, 18);
  qq_wxpay_cancel(call);
  qq_wxpay_cancel(call);
  qq_wxpay_result result = ended(18, NULL);
  json_t *lost = json_of(&result);
  CHECK(strcmp(text_of(lost, "outcome"), "to_confirm") == 0);
  CHECK(strcmp(text_of(json_object_get(lost, "order"), "out_trade_no"), "T-pulled-7") == 0);
  json_decref(lost);
  qq_wxpay_cancel(call); /* it has ended */
  qq_wxpay_release(call);
  json_decref(call_fails(call, "text", "", "HANDLE_UNKNOWN"));

  call = begun(client, "access_token", "", 0, 19); /* it waits for an answer that nobody gives */
  qq_wxpay_release(call); /* as if cancelled: its end is told */
  qq_wxpay_release(call);
  result = ended(19, NULL);
  fails(&result, "CALL_ABANDONED");
  qq_wxpay_release(client);
}

static void a_released_client_ends_its_calls(void) {
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\"", queue, 8);
  begun(client, "place_order", ORDER("T-pulled-8"), 0, 20);
  qq_wxpay_release(client);
  qq_wxpay_release(client);
  json_decref(call_fails(client, "merchant", "", "CLIENT_CLOSED"));
  qq_wxpay_result result = ended(20, provide); /* the answer still comes by its handle */
  json_t *placed = json_of(&result);
  CHECK(strcmp(text_of(placed, "outcome"), "placed") == 0);
  json_decref(placed);
}

static void the_descriptor_says_whether_events_wait(void) {
  int descriptor = qq_wxpay_queue_descriptor(queue);
  CHECK(descriptor >= 0);
  struct pollfd ear = {.fd = descriptor, .events = POLLIN};
  qq_wxpay_event event;
  while (qq_wxpay_next_events(queue, 0, &event, 1) == 1) qq_wxpay_event_free(&event);
  CHECK(poll(&ear, 1, 0) == 0);
  qq_wxpay_handle client = client_with(",\"observes\":true", queue, 9);
  begun(client, "merchant", "", 0, 21); /* done at once; its end is told all the same */
  begun(client, "self_test", "{}", 0, 22);
  CHECK(poll(&ear, 1, 20000) == 1);
  bool first = false, second = false, observed = false;
  while (!first || !second || !observed) {
    CHECK(qq_wxpay_next_events(queue, 20000, &event, 1) == 1);
    if (event.kind == QQ_WXPAY_OBSERVED) {
      CHECK(event.tag == 9);
      CHECK(event.source == client);
      observed = true;
    } else {
      first |= event.tag == 21;
      second |= event.tag == 22;
    }
    qq_wxpay_event_free(&event);
  }
  while (qq_wxpay_next_events(queue, 0, &event, 1) == 1) qq_wxpay_event_free(&event);
  CHECK(poll(&ear, 1, 0) == 0);
  qq_wxpay_release(client);
}

int main(void) {
  queue = queue_new();
  a_store_is_asked();
  a_provider_is_asked();
  a_host_that_fails_is_named();
  an_answer_that_is_none_is_a_failure();
  nobody_answers();
  the_host_sends();
  a_cancelled_order_is_to_confirm();
  a_released_client_ends_its_calls();
  the_descriptor_says_whether_events_wait();
  qq_wxpay_release(queue);
  qq_wxpay_event event;
  CHECK(qq_wxpay_next_events(queue, 0, &event, 1) == -1);
  CHECK(qq_wxpay_queue_descriptor(queue) == -1);
  json_decref(kept_token);
  stop_sandbox();
  qq_wxpay_shut_down(1000);
  puts("pulled: ok");
  return 0;
}
