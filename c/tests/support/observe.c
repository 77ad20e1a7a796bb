#include "observe.h"

char *printed(json_t *json) { return json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY); }

/* A call; its JSON, or {"error": ...} where it failed. NULL: nothing. */
static json_t *asked(qq_wxpay_handle object, const char *method, json_t *arguments, json_t *body, size_t from,
                     size_t length, qq_wxpay_handle *made) {
  char *text = arguments == NULL ? NULL : printed(arguments);
  qq_wxpay_bytes bytes = bytes_of(NULL);
  if (body != NULL) {
    bytes.data = (const uint8_t *)json_string_value(body) + from;
    bytes.length = length;
  }
  qq_wxpay_result result;
  qq_wxpay_call(object, bytes_of(method), bytes_of(text), bytes, 0, &result);
  free(text);
  json_t *json = NULL;
  if (result.text.data != NULL) {
    json = json_loadb((char *)result.text.data, result.text.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    CHECK(json != NULL);
  }
  qq_wxpay_buffer_free(result.text);
  if (made != NULL) *made = result.handle;
  return result.status == QQ_WXPAY_FAILED ? json_pack("{s:o}", "error", json) : json;
}

static json_t *plain(qq_wxpay_handle object, const char *method, json_t *arguments) {
  return asked(object, method, arguments, NULL, 0, 0, NULL);
}

static bool failed(json_t *json) { return json != NULL && json_object_get(json, "error") != NULL; }

/* Name, value, name, value, ... */
static json_t *headers_of(json_t *headers) {
  json_t *list = json_array(), *value;
  const char *name;
  json_object_foreach(headers, name, value) {
    json_array_append_new(list, json_string(name));
    json_array_append(list, value);
  }
  return list;
}

static unsigned char *decoded(const char *text, size_t *length) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  unsigned char *out = malloc(strlen(text) + 1);
  unsigned bits = 0, held = 0;
  *length = 0;
  for (; *text != 0 && *text != '='; text++) {
    const char *place = strchr(letters, *text);
    if (place == NULL) continue;
    held = held << 6 | (unsigned)(place - letters);
    bits += 6;
    if (bits >= 8) out[(*length)++] = (unsigned char)(held >> (bits -= 8));
  }
  return out;
}

/* The body of a reply as a string of bytes, whatever is in it. */
static json_t *body_of(json_t *reply) {
  const char *base64 = json_string_value(json_object_get(reply, "body_base64"));
  if (base64 == NULL) {
    json_t *body = json_object_get(reply, "body");
    return json_is_string(body) ? json_incref(body) : json_string("");
  }
  size_t length;
  unsigned char *bytes = decoded(base64, &length);
  json_t *body = json_stringn_nocheck((char *)bytes, length);
  free(bytes);
  return body;
}

static json_t *head_of(json_t *reply) {
  return json_pack("{s:O,s:o}", "status", json_object_get(reply, "status"), "headers",
                   headers_of(json_object_get(reply, "headers")));
}

/* The signed request as the cases show it. */
static json_t *request_of(json_t *record) {
  json_t *headers = json_object(), *header;
  size_t index, length;
  json_array_foreach(json_object_get(record, "headers"), index, header) {
    json_object_set(headers, text_of(header, "name"), json_object_get(header, "value"));
  }
  unsigned char *body = decoded(text_of(record, "body_base64"), &length);
  json_t *request = json_pack("{s:O,s:O,s:o,s:o}", "method", json_object_get(record, "method"), "url",
                              json_object_get(record, "url"), "headers", headers, "body",
                              json_stringn_nocheck((char *)body, length));
  free(body);
  return request;
}

/* Encryption is random: of the encrypted text only the length is observed. */
static void open_body(json_t *request) {
  json_t *body = json_loads(text_of(request, "body"), 0, NULL);
  size_t length = json_string_length(json_object_get(body, "encrypted_echo_message"));
  json_object_set_new(body, "encrypted_echo_message", json_integer((json_int_t)length));
  json_object_set_new(request, "body", body);
}

static bool is_state(json_t *report, const char *check, const char *state) {
  return strcmp(text_of(json_object_get(report, check), "state"), state) == 0;
}

/* The report, and what is to be made of it. */
static void add_verdict(json_t *report) {
  bool passed = is_state(report, "signature", "holds") && is_state(report, "verification", "holds") &&
                is_state(report, "clock", "holds") && !is_state(report, "encryption", "fails") &&
                !is_state(report, "callback", "fails");
  json_object_set_new(report, "passed", json_boolean(passed));
}

static json_t *exchange(qq_wxpay_handle prepared, json_t *record, json_t *one) {
  bool tests_itself = strcmp(text_of(one, "operation"), "self_test") == 0;
  json_t *reply = json_object_get(one, "reply");
  if (reply == NULL) {
    json_t *request = request_of(record);
    if (tests_itself) open_body(request);
    return json_pack("{s:o}", "request", request);
  }
  json_t *head = head_of(reply), *body = body_of(reply);
  json_t *result = asked(prepared, "finish", head, body, 0, json_string_length(body), NULL);
  json_decref(head);
  json_decref(body);
  if (failed(result)) return result;
  if (tests_itself) add_verdict(result);
  return json_pack("{s:o}", "result", result);
}

/* All rows that are there; the failure, if one is met. */
static json_t *take_rows(qq_wxpay_handle bill, json_t *rows) {
  json_t *most = json_pack("{s:i}", "maximum", 10), *portion;
  while ((portion = plain(bill, "next_rows", most)) != NULL && !failed(portion)) {
    json_array_extend(rows, portion);
    json_decref(portion);
  }
  json_decref(most);
  return portion;
}

static json_t *read_bill(qq_wxpay_handle bill, json_t *record, json_t *one) {
  json_t *reply = json_object_get(one, "reply");
  if (reply == NULL) return json_pack("{s:o}", "request", request_of(record));
  json_t *head = head_of(reply), *body = body_of(reply), *rows = json_array();
  json_decref(plain(bill, "begin", head));
  json_t *wrong = NULL;
  size_t length = json_string_length(body);
  for (size_t from = 0; from < length && wrong == NULL; from += 7) {
    size_t piece = length - from < 7 ? length - from : 7;
    json_decref(asked(bill, "feed", NULL, body, from, piece, NULL));
    wrong = take_rows(bill, rows);
  }
  json_t *end = wrong == NULL ? plain(bill, "finish", NULL) : wrong;
  json_decref(head);
  json_decref(body);
  if (!failed(end)) return json_pack("{s:o,s:o}", "rows", rows, "result", end);
  json_decref(rows);
  return end;
}

static json_t *value_of(json_t *outcome) {
  static const char *names[] = {"payment", "refund", "echo", "event"};
  if (json_object_get(outcome, "error") != NULL) return json_null();
  for (size_t index = 0; index < 4; index++) {
    json_t *value = json_object_get(outcome, names[index]);
    if (value != NULL && !json_is_null(value)) return json_incref(value);
  }
  return json_null();
}

/* True, the difference, or NULL and the error that says what is wrong with the expectation. */
static json_t *as_expected(qq_wxpay_handle notification, json_t *expected, json_t **wrong) {
  json_t *compared = plain(notification, "expect", expected);
  if (!failed(compared)) {
    json_decref(compared);
    return json_true();
  }
  if (strcmp(text_of(json_object_get(compared, "error"), "kind"), "invalid_input") == 0) {
    *wrong = compared;
    return NULL;
  }
  json_t *error = json_incref(json_object_get(compared, "error"));
  json_decref(compared);
  return error;
}

static json_t *notified(qq_wxpay_handle client, json_t *one) {
  json_t *arguments = json_pack("{s:o}", "headers", headers_of(json_object_get(one, "headers")));
  json_t *body = body_of(one);
  qq_wxpay_handle notification;
  json_t *record =
      asked(client, "handle_notification", arguments, body, 0, json_string_length(body), &notification);
  json_decref(arguments);
  json_decref(body);
  if (failed(record)) return record;
  json_t *kind = json_object_get(record, "event_kind"), *outcome = json_object_get(record, "outcome");
  json_t *event = plain(notification, "event", NULL);
  json_t *answer = json_object_get(record, "answer");
  if (!json_is_null(answer)) {
    json_incref(answer);
  } else if (json_is_string(kind)) {
    json_t *taken = json_pack("{s:O}", "event", kind);
    answer = plain(notification, "accept", taken);
    json_decref(taken);
  } else {
    answer = json_incref(json_object_get(record, "failure"));
  }
  json_t *wrong = NULL, *expected = json_object_get(one, "expected");
  json_t *compared = json_is_object(expected) ? as_expected(notification, expected, &wrong) : json_null();
  json_t *error = json_object_get(outcome, "error"), *state = json_object_get(outcome, "state");
  json_t *observed = json_pack("{s:O,s:O,s:O,s:O,s:o,s:o,s:o,s:O?,s:O?,s:o?}", "outcome", json_object_get(outcome, "type"),
                               "id", json_object_get(record, "id"), "order", json_object_get(record, "order"), "refund",
                               json_object_get(record, "refund"), "event", event == NULL ? json_null() : event,
                               "acknowledgement", answer, "value", value_of(outcome), "error", error, "state", state,
                               "as_expected", compared);
  json_decref(record);
  qq_wxpay_release(notification);
  if (wrong == NULL) return observed;
  json_decref(observed);
  return wrong;
}

static json_t *wrapped(json_t *result) {
  return failed(result) ? result : json_pack("{s:o}", "result", result == NULL ? json_null() : result);
}

static json_t *offline(qq_wxpay_handle client, json_t *request) {
  json_t *encrypted = plain(client, "encrypt_sensitive_offline", request);
  if (failed(encrypted)) return encrypted;
  /* Characters: it is Base64. */
  json_t *result = json_pack("{s:O,s:I}", "serial", json_object_get(encrypted, "serial"), "characters",
                             (json_int_t)json_string_length(json_object_get(encrypted, "ciphertext")));
  json_decref(encrypted);
  return wrapped(result);
}

static json_t *prepared_case(qq_wxpay_handle client, json_t *one, bool is_bill) {
  json_t *arguments = json_pack("{s:O,s:O?}", "operation", json_object_get(one, "operation"), "arguments",
                                json_object_get(one, "request"));
  json_t *token = json_object_get(one, "access_token");
  if (token != NULL && !is_bill) json_object_set(arguments, "access_token", token);
  qq_wxpay_handle prepared;
  json_t *record = asked(client, is_bill ? "prepare_bill" : "prepare", arguments, NULL, 0, 0, &prepared);
  json_decref(arguments);
  if (failed(record)) return record;
  json_t *observed = is_bill ? read_bill(prepared, record, one) : exchange(prepared, record, one);
  json_decref(record);
  qq_wxpay_release(prepared);
  return observed;
}

static json_t *observed_by(qq_wxpay_handle client, json_t *one) {
  const char *operation = text_of(one, "operation");
  json_t *request = json_object_get(one, "request");
  if (strcmp(operation, "settings") == 0) {
    json_t *merchant = plain(client, "merchant", NULL);
    json_t *result = json_pack("{s:O}", "mchid", json_object_get(merchant, "mchid"));
    json_decref(merchant);
    return wrapped(result);
  }
  if (strcmp(operation, "handle_notification") == 0) return notified(client, one);
  if (strcmp(operation, "encrypt_sensitive_offline") == 0) return offline(client, request);
  if (strcmp(operation, "decrypt_sensitive") == 0) return wrapped(plain(client, operation, request));
  bool is_bill = strcmp(operation, "trade_bill_file") == 0 || strcmp(operation, "fund_flow_bill_file") == 0 ||
                 strcmp(operation, "v2_trade_bill") == 0;
  return prepared_case(client, one, is_bill);
}

/* Clients by their parts: making one takes longer than most cases. */
static json_t *clients;

/* The client of a case, or its failure. Notifications get one of their own: it remembers which it has seen. */
static qq_wxpay_handle client_for(json_t *one, bool is_shared, json_t **failure) {
  json_t *parts = json_pack("{s:O,s:O?,s:O?}", "settings", json_object_get(one, "settings"), "now",
                            json_object_get(one, "now"), "nonce", json_object_get(one, "nonce"));
  char *text = json_dumps(parts, JSON_COMPACT | JSON_SORT_KEYS);
  json_decref(parts);
  qq_wxpay_handle client = is_shared ? (qq_wxpay_handle)json_integer_value(json_object_get(clients, text)) : 0;
  if (client == 0) {
    qq_wxpay_result made;
    if (qq_wxpay_client_new(bytes_of(text), 0, 0, &made) != QQ_WXPAY_OK) {
      *failure = json_pack("{s:o}", "error", json_loads((char *)made.text.data, 0, NULL));
    } else if (is_shared) {
      json_object_set_new(clients, text, json_integer((json_int_t)made.handle));
    }
    qq_wxpay_buffer_free(made.text);
    client = made.handle;
  }
  free(text);
  return client;
}

json_t *observed(json_t *one) {
  if (clients == NULL) clients = json_object();
  bool is_shared = strcmp(text_of(one, "operation"), "handle_notification") != 0;
  json_t *seen = NULL;
  qq_wxpay_handle client = client_for(one, is_shared, &seen);
  if (client == 0) return seen;
  seen = observed_by(client, one);
  if (!is_shared) qq_wxpay_release(client);
  return seen;
}

void release_clients(void) {
  const char *name;
  json_t *client;
  json_object_foreach(clients, name, client) qq_wxpay_release((qq_wxpay_handle)json_integer_value(client));
  json_decref(clients);
}
