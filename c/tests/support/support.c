#include "support.h"

#include <stdarg.h>

static qq_wxpay_handle the_sandbox;
static json_t *environment;

qq_wxpay_bytes bytes_of(const char *text) {
  qq_wxpay_bytes bytes = {(const uint8_t *)text, text == NULL ? 0 : strlen(text)};
  return bytes;
}

bool holds(qq_wxpay_buffer buffer, const char *text) {
  if (buffer.data == NULL) return buffer.length == 0 && *text == 0;
  CHECK(buffer.data[buffer.length] == 0);
  return strcmp((const char *)buffer.data, text) == 0;
}

qq_wxpay_result call_raw(qq_wxpay_handle object, const char *method, const char *arguments) {
  qq_wxpay_result result;
  int32_t status =
      qq_wxpay_call(object, bytes_of(method), bytes_of(arguments), bytes_of(NULL), 0, &result);
  CHECK(status == result.status);
  return result;
}

static json_t *parsed(qq_wxpay_buffer buffer) {
  if (buffer.data == NULL) return NULL;
  json_t *json = json_loadb((const char *)buffer.data, buffer.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
  CHECK(json != NULL);
  return json;
}

json_t *call_ok(qq_wxpay_handle object, const char *method, const char *arguments) {
  qq_wxpay_result result = call_raw(object, method, arguments);
  if (result.status != QQ_WXPAY_OK) fprintf(stderr, "%s: %s\n", method, (char *)result.text.data);
  CHECK(result.status == QQ_WXPAY_OK);
  CHECK(result.handle == 0);
  json_t *json = parsed(result.text);
  qq_wxpay_buffer_free(result.text);
  return json;
}

static json_t *error_of(qq_wxpay_result *result, const char *code) {
  CHECK(result->status == QQ_WXPAY_FAILED);
  CHECK(result->handle == 0);
  json_t *error = parsed(result->text);
  CHECK(error != NULL);
  if (strcmp(text_of(error, "code"), code) != 0) fprintf(stderr, "%s, not %s\n", (char *)result->text.data, code);
  CHECK(strcmp(text_of(error, "code"), code) == 0);
  qq_wxpay_buffer_free(result->text);
  return error;
}

void fails(qq_wxpay_result *result, const char *code) { json_decref(error_of(result, code)); }

json_t *call_fails(qq_wxpay_handle object, const char *method, const char *arguments, const char *code) {
  qq_wxpay_result result = call_raw(object, method, arguments);
  return error_of(&result, code);
}

qq_wxpay_handle call_object(qq_wxpay_handle object, const char *method, const char *arguments) {
  qq_wxpay_result result = call_raw(object, method, arguments);
  if (result.status != QQ_WXPAY_OK) fprintf(stderr, "%s: %s\n", method, (char *)result.text.data);
  CHECK(result.status == QQ_WXPAY_OK);
  CHECK(result.handle != 0);
  qq_wxpay_buffer_free(result.text);
  return result.handle;
}

const char *text_of(const json_t *object, const char *name) {
  const char *text = json_string_value(json_object_get(object, name));
  if (text == NULL) fprintf(stderr, "no text `%s`\n", name);
  CHECK(text != NULL);
  return text;
}

json_t *testing(const char *method, const char *arguments, qq_wxpay_handle *handle) {
  qq_wxpay_result result;
  qq_wxpay_testing_call(bytes_of(method), bytes_of(arguments), &result);
  if (result.status != QQ_WXPAY_OK) fprintf(stderr, "%s: %s\n", method, (char *)result.text.data);
  CHECK(result.status == QQ_WXPAY_OK);
  json_t *json = parsed(result.text);
  qq_wxpay_testing_buffer_free(result.text);
  if (handle != NULL) *handle = result.handle;
  return json;
}

void start_sandbox(const char *options) {
  CHECK(the_sandbox == 0);
  json_t *started = testing("start_sandbox", options, &the_sandbox);
  CHECK(the_sandbox != 0);
  environment = json_incref(json_object_get(started, "environment"));
  CHECK(json_is_object(environment));
  json_decref(started);
  /* In memory: tests do not share their tokens. */
  CHECK(json_object_set_new(environment, "QQ_WXPAY_TOKEN_STORE", json_string("memory")) == 0);
}

qq_wxpay_handle sandbox(void) {
  if (the_sandbox == 0) start_sandbox("{}");
  return the_sandbox;
}

json_t *steer(const char *action, const char *arguments) {
  char *text = format("{\"sandbox\":%llu,\"action\":\"%s\",\"arguments\":%s}", (unsigned long long)sandbox(), action,
                      arguments);
  json_t *json = testing("control_sandbox", text, NULL);
  free(text);
  return json;
}

void stop_sandbox(void) {
  if (the_sandbox == 0) return;
  char *text = format("{\"sandbox\":%llu}", (unsigned long long)the_sandbox);
  json_decref(testing("stop_sandbox", text, NULL));
  free(text);
  json_decref(environment);
  environment = NULL;
  the_sandbox = 0;
}

char *parts_of(const char *more) {
  sandbox();
  char *variables = json_dumps(environment, JSON_COMPACT);
  char *parts = format("{\"variables\":%s%s}", variables, more == NULL ? "" : more);
  free(variables);
  return parts;
}

qq_wxpay_handle client_with(const char *more, qq_wxpay_handle queue, uint64_t tag) {
  char *parts = parts_of(more);
  qq_wxpay_result result;
  qq_wxpay_client_new(bytes_of(parts), queue, tag, &result);
  free(parts);
  if (result.status != QQ_WXPAY_OK) fprintf(stderr, "client_new: %s\n", (char *)result.text.data);
  CHECK(result.status == QQ_WXPAY_OK);
  CHECK(result.handle != 0);
  qq_wxpay_buffer_free(result.text);
  return result.handle;
}

qq_wxpay_handle client_of_the_kit(const char *more) {
  json_t *settings = testing("settings", "{}", NULL);
  char *variables = json_dumps(settings, JSON_COMPACT);
  json_decref(settings);
  char *parts = format("{\"variables\":%s%s}", variables, more == NULL ? "" : more);
  free(variables);
  qq_wxpay_result made;
  CHECK(qq_wxpay_client_new(bytes_of(parts), 0, 0, &made) == QQ_WXPAY_OK);
  free(parts);
  return made.handle;
}

qq_wxpay_handle queue_new(void) {
  qq_wxpay_result result;
  CHECK(qq_wxpay_queue_new(NULL, NULL, &result) == QQ_WXPAY_OK);
  CHECK(result.handle != 0);
  return result.handle;
}

char *format(const char *pattern, ...) {
  va_list arguments, again;
  va_start(arguments, pattern);
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, pattern, arguments);
  CHECK(length >= 0);
  char *text = malloc((size_t)length + 1);
  CHECK(text != NULL);
  vsnprintf(text, (size_t)length + 1, pattern, again);
  va_end(again);
  va_end(arguments);
  return text;
}
