/* What a careless or broken host does: every way must end in an error, never in a crash. */
#include <pthread.h>

#include "support/support.h"

static void without_out_nothing_is_done(void) {
  CHECK(qq_wxpay_call(0, bytes_of("limits"), bytes_of(""), bytes_of(""), 0, NULL) == QQ_WXPAY_FAILED);
  CHECK(qq_wxpay_begin(0, bytes_of("limits"), bytes_of(""), bytes_of(""), 0, 0, NULL) == QQ_WXPAY_FAILED);
  CHECK(qq_wxpay_client_new(bytes_of("{}"), 0, 0, NULL) == QQ_WXPAY_FAILED);
  CHECK(qq_wxpay_queue_new(NULL, NULL, NULL) == QQ_WXPAY_FAILED);
  CHECK(qq_wxpay_testing_call(bytes_of("kinds"), bytes_of(""), NULL) == QQ_WXPAY_FAILED);
}

static void bad(qq_wxpay_bytes method, qq_wxpay_bytes arguments, qq_wxpay_bytes body, const char *field) {
  qq_wxpay_result result;
  memset(&result, 0xff, sizeof result); /* whatever stood there is not looked at */
  qq_wxpay_call(0, method, arguments, body, 0, &result);
  CHECK(result.status == QQ_WXPAY_FAILED);
  json_t *error = json_loads((char *)result.text.data, 0, NULL);
  CHECK(strcmp(text_of(error, "code"), "NOT_JSON") == 0);
  CHECK(strcmp(text_of(error, "field"), field) == 0);
  json_decref(error);
  qq_wxpay_buffer_free(result.text);
}

static void bytes_that_cannot_be_read(void) {
  static const uint8_t no_text[] = {0xff, 0xfe, 'a'}, surrogate[] = {0xed, 0xa0, 0x80}, with_nul[] = {'a', 0, 'b'};
  qq_wxpay_bytes limits = bytes_of("limits"), none = bytes_of(NULL);
  bad(limits, (qq_wxpay_bytes){no_text, 3}, none, "arguments");
  bad(limits, (qq_wxpay_bytes){surrogate, 3}, none, "arguments");
  bad(limits, (qq_wxpay_bytes){with_nul, 3}, none, "arguments");
  bad((qq_wxpay_bytes){no_text, 3}, none, none, "method");
  bad(limits, (qq_wxpay_bytes){NULL, 7}, none, "arguments");
  bad(limits, none, (qq_wxpay_bytes){NULL, 1}, "body");
  size_t lengths[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 2, SIZE_MAX / 2 + 1, (size_t)1 << 40};
  for (size_t index = 0; index < sizeof lengths / sizeof *lengths; index++) {
    bad(limits, (qq_wxpay_bytes){no_text, lengths[index]}, none, "arguments");
    bad(limits, none, (qq_wxpay_bytes){no_text, lengths[index]}, "body");
  }
  qq_wxpay_result result;
  qq_wxpay_client_new((qq_wxpay_bytes){no_text, 3}, 0, 0, &result);
  fails(&result, "NOT_JSON");
  qq_wxpay_testing_call((qq_wxpay_bytes){NULL, SIZE_MAX}, none, &result);
  CHECK(result.status == QQ_WXPAY_FAILED);
  qq_wxpay_testing_buffer_free(result.text);
}

static void handles_of_nobody(void) {
  qq_wxpay_handle handles[] = {1, 2, UINT64_MAX, UINT64_MAX - 1, (uint64_t)1 << 32, (uint64_t)1 << 63, 0xffffffff,
                               ((uint64_t)7 << 32) | 1};
  for (size_t index = 0; index < sizeof handles / sizeof *handles; index++) {
    qq_wxpay_handle handle = handles[index];
    json_decref(call_fails(handle, "merchant", "", "HANDLE_UNKNOWN"));
    qq_wxpay_result result;
    qq_wxpay_begin(handle, bytes_of("merchant"), bytes_of(""), bytes_of(""), 0, 0, &result);
    fails(&result, "HANDLE_UNKNOWN");
    qq_wxpay_client_new(bytes_of("{}"), handle, 0, &result);
    fails(&result, "HANDLE_UNKNOWN");
    qq_wxpay_event event;
    CHECK(qq_wxpay_next_events(handle, 0, &event, 1) == -1);
    CHECK(qq_wxpay_queue_descriptor(handle) == -1);
    qq_wxpay_cancel(handle);
    qq_wxpay_release(handle);
    qq_wxpay_answer(handle, 1, bytes_of("null"), false);
  }
  qq_wxpay_release(0);
  qq_wxpay_cancel(0);
  qq_wxpay_answer(0, 1, bytes_of("null"), false);
  qq_wxpay_event_free(NULL);
  qq_wxpay_buffer_free((qq_wxpay_buffer){NULL, 0});
  qq_wxpay_buffer_free((qq_wxpay_buffer){NULL, 7});
  qq_wxpay_testing_buffer_free((qq_wxpay_buffer){NULL, 0});
}

static void a_place_that_is_used_again(void) {
  qq_wxpay_handle first = queue_new();
  qq_wxpay_release(first);
  qq_wxpay_handle second = queue_new();
  CHECK(first != second);
  qq_wxpay_release(first); /* not the second one */
  CHECK(qq_wxpay_queue_descriptor(second) >= 0);
  json_decref(call_fails(second, "next", "", "UNKNOWN_OPERATION"));
  /* An object of another kind. */
  qq_wxpay_cancel(second);
  qq_wxpay_answer(second, 1, bytes_of("null"), false);
  qq_wxpay_release(second);
  CHECK(qq_wxpay_queue_descriptor(second) == -1);
}

static void parts_that_cannot_be(void) {
  static const char *table[][2] = {
      {"", "NOT_JSON"},
      {"[]", "WRONG_TYPE"},
      {"{\"setings\":{}}", "UNKNOWN_FIELD"},
      {"{\"names\":\"pascal\"}", "VALUE_NOT_ALLOWED"},
      {"{\"token_source\":\"cache\"}", "VALUE_NOT_ALLOWED"},
      {"{\"sends\":1}", "WRONG_TYPE"},
      {"{\"sends\":true}", "FIELD_MISSING"},
      {"{\"settings\":\"secret\"}", "WRONG_TYPE"},
      {"{\"settings\":{\"mchid\":1}}", "WRONG_TYPE"},
      {"{\"settings\":{}}", "SETTINGS_MISSING"},
      {"{}", "SETTINGS_MISSING"},
      {"{\"variables\":{\"QQ_WXPAY_MCH_ID\":\"1\"}}", "VARIABLE_UNKNOWN"},
  };
  for (size_t index = 0; index < sizeof table / sizeof *table; index++) {
    qq_wxpay_result result;
    qq_wxpay_client_new(bytes_of(table[index][0]), 0, 0, &result);
    CHECK(strstr((char *)result.text.data, "secret") == NULL);
    fails(&result, table[index][1]);
  }
}

static void names_of_fields(void) {
  static const char *table[][2] = {{"snake", "out_trade_no"}, {"camel", "outTradeNo"}, {"go", "OutTradeNo"}};
  for (size_t index = 0; index < 3; index++) {
    char *more = format(",\"names\":\"%s\"", table[index][0]);
    qq_wxpay_handle client = client_of_the_kit(more);
    free(more);
    const char *arguments = "{\"out_trade_no\":\"\"}";
    json_t *error = call_fails(client, "query_order", arguments, "FIELD_MISSING");
    if (strcmp(text_of(error, "field"), table[index][1]) != 0) fprintf(stderr, "%s\n", text_of(error, "field"));
    CHECK(strcmp(text_of(error, "field"), table[index][1]) == 0);
    json_decref(error);
    qq_wxpay_release(client);
  }
}

static void calls_that_cannot_be(void) {
  qq_wxpay_handle client = client_of_the_kit(NULL);
  json_decref(call_fails(client, "", "", "UNKNOWN_OPERATION"));
  json_decref(call_fails(client, "place_ordr", "{}", "UNKNOWN_OPERATION"));
  json_decref(call_fails(client, "trade_bill_file", "{}", "UNKNOWN_OPERATION"));
  json_decref(call_fails(client, "prepare", "{}", "FIELD_MISSING"));
  json_decref(call_fails(client, "prepare", "{\"operation\":\"place_ordr\"}", "UNKNOWN_OPERATION"));
  json_decref(call_fails(client, "handle_notification", "{}", "FIELD_MISSING"));
  json_decref(call_fails(client, "await_notification", "{", "NOT_JSON"));
  json_decref(call_fails(client, "query_order", "{\"out_trade_no\":5}", "WRONG_TYPE"));
  json_decref(call_fails(0, "query_order", "{}", "UNKNOWN_OPERATION"));
  json_decref(call_fails(0, "facade_error", "{}", "FIELD_MISSING"));
  qq_wxpay_result result;
  /* Nobody would be told of the end. */
  qq_wxpay_begin(client, bytes_of("merchant"), bytes_of(""), bytes_of(""), 0, 0, &result);
  fails(&result, "FIELD_MISSING");
  qq_wxpay_begin(0, bytes_of("limits"), bytes_of(""), bytes_of(""), 0, 0, &result);
  fails(&result, "FIELD_MISSING");
  qq_wxpay_release(client);
}

static void the_library_tells(void) {
  json_t *names = call_ok(0, "operations", "");
  CHECK(json_array_size(names) > 30);
  json_decref(names);
  json_t *limits = call_ok(0, "limits", "");
  CHECK(json_integer_value(json_object_get(limits, "maximum_notification_bytes")) > 100000);
  json_decref(limits);
  json_t *error = call_ok(0, "facade_error",
                          "{\"code\":\"FIELD_MISSING\",\"field\":\"out_trade_no\",\"detail\":\"d\",\"names\":\"go\"}");
  CHECK(strcmp(text_of(error, "field"), "OutTradeNo") == 0);
  json_decref(error);
  json_decref(call_ok(0, "example_error", "{\"example\":{\"code\":\"SIGN_ERROR\",\"origin\":\"wechat_pay\"}}"));
  json_decref(call_fails(0, "example_error", "{\"example\":{\"code\":\"NO_SUCH_CODE\"}}", "ERROR_CODE_UNKNOWN"));
  CHECK(strlen(qq_wxpay_library_version()) >= 5);
  CHECK(strcmp(qq_wxpay_library_version(), qq_wxpay_testing_library_version()) == 0);
  CHECK(strlen(qq_wxpay_schema_hash()) == 16);
}

static void *use_and_release(void *given) {
  qq_wxpay_handle *handles = given;
  for (int round = 0; round < 2000; round++) {
    qq_wxpay_handle handle = handles[round % 8];
    qq_wxpay_release(handle);
    qq_wxpay_result result;
    qq_wxpay_call(handle, bytes_of("dropped"), bytes_of(""), bytes_of(""), 0, &result);
    qq_wxpay_buffer_free(result.text);
    if (qq_wxpay_queue_new(NULL, NULL, &result) == QQ_WXPAY_OK) {
      qq_wxpay_event event;
      CHECK(qq_wxpay_next_events(result.handle, 0, &event, 1) == 0);
      qq_wxpay_release(result.handle);
    }
    qq_wxpay_buffer_free(result.text);
  }
  return NULL;
}

static void many_threads_release_the_same(void) {
  qq_wxpay_handle handles[8];
  for (int index = 0; index < 8; index++) handles[index] = queue_new();
  pthread_t threads[4];
  for (int index = 0; index < 4; index++) CHECK(pthread_create(&threads[index], NULL, use_and_release, handles) == 0);
  for (int index = 0; index < 4; index++) CHECK(pthread_join(threads[index], NULL) == 0);
}

static void *wait_for_events(void *given) {
  qq_wxpay_handle queue = *(qq_wxpay_handle *)given;
  qq_wxpay_event event;
  CHECK(qq_wxpay_next_events(queue, UINT64_MAX, &event, 1) == -1);
  return NULL;
}

static void a_queue_that_is_released_wakes_its_readers(void) {
  qq_wxpay_handle queue = queue_new();
  pthread_t threads[3];
  for (int index = 0; index < 3; index++) CHECK(pthread_create(&threads[index], NULL, wait_for_events, &queue) == 0);
  struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};
  nanosleep(&pause, NULL);
  qq_wxpay_release(queue);
  for (int index = 0; index < 3; index++) CHECK(pthread_join(threads[index], NULL) == 0);
}

int main(void) {
  without_out_nothing_is_done();
  bytes_that_cannot_be_read();
  handles_of_nobody();
  a_place_that_is_used_again();
  parts_that_cannot_be();
  names_of_fields();
  calls_that_cannot_be();
  the_library_tells();
  many_threads_release_the_same();
  a_queue_that_is_released_wakes_its_readers();
  qq_wxpay_shut_down(1000);
  qq_wxpay_shut_down(0); /* there is nothing to end any more */
  puts("hostile: ok");
  return 0;
}
