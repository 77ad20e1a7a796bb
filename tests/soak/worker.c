/* One process of the soak's shop: see README.md for what it reads and says. */
#define _GNU_SOURCE
#include <jansson.h>
#include <pthread.h>
#include <qq_wxpay.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

/* CALLERS: so many commands are under way at once. MOST_FIELDS: a notification has a body and up to 30 headers. LIMIT: milliseconds. */
enum { CALLERS = 6, MOST_FIELDS = 64, PRICE = 1999, BACK = 500, LIMIT = 10000 };

static qq_wxpay_handle client;
static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;

static qq_wxpay_bytes text(const char *text) { return (qq_wxpay_bytes){(const uint8_t *)text, strlen(text)}; }

static const char *word(json_t *object, const char *name) {
  const char *value = json_string_value(json_object_get(object, name));
  return value == NULL ? "" : value;
}

/* What came of a call: its status, its JSON, and a handle where it gave an object. */
struct outcome {
  int32_t status;
  json_t *json;
  qq_wxpay_handle handle;
};

static struct outcome ask(qq_wxpay_handle object, const char *method, json_t *arguments, const char *body, uint32_t limit) {
  char *given = json_dumps(arguments, JSON_COMPACT);
  json_decref(arguments);
  qq_wxpay_result result;
  qq_wxpay_call(object, text(method), text(given), text(body), limit, &result);
  free(given);
  json_t *json = json_loadb((char *)result.text.data, result.text.length, JSON_DECODE_ANY, NULL);
  qq_wxpay_buffer_free(result.text);
  return (struct outcome){result.status, json, result.handle};
}

/* Asks, and says the member of the answer with this name. */
static void tell(const char *number, const char *method, json_t *arguments, const char *member) {
  struct outcome outcome = ask(client, method, arguments, "", LIMIT);
  if (outcome.status == QQ_WXPAY_OK) printf("said\t%s\t%s\n", number, word(outcome.json, member));
  else printf("failed\t%s\t%s\n", number, word(outcome.json, "code"));
  json_decref(outcome.json);
}

static void place(char **fields) {
  json_t *order = json_pack("{s:s,s:s,s:{s:i},s:{s:s},s:s}", "out_trade_no", fields[2], "description", "蓝色马克杯", "amount", "total",
                            PRICE, "scene_info", "payer_client_ip", "203.0.113.7", "notify_url", fields[3]);
  struct outcome placed = ask(client, "place_order", order, "", LIMIT);
  if (placed.status != QQ_WXPAY_OK) printf("failed\t%s\t%s\n", fields[0], word(placed.json, "code"));
  else if (strcmp(word(placed.json, "outcome"), "placed") != 0) printf("said\t%s\tto_confirm\n", fields[0]);
  else printf("said\t%s\tplaced\t%s\n", fields[0], word(json_object_get(placed.json, "request_payment"), "url"));
  json_decref(placed.json);
}

static json_t *order_of(const char *number) { return json_pack("{s:s,s:s}", "family", "direct", "out_trade_no", number); }

static void refund(char **fields) {
  json_t *request = json_pack("{s:s,s:s,s:{s:i,s:i},s:s}", "out_trade_no", fields[2], "out_refund_no", fields[3], "amount", "refund",
                              BACK, "total", PRICE, "notify_url", fields[4]);
  tell(fields[0], "refund", request, "status");
}

/* Takes the event of a notification; whether it is what the shop sold. */
static int take(struct outcome notified) {
  const char *kind = word(notified.json, "event_kind");
  struct outcome event = ask(notified.handle, "event", json_object(), "", 0);
  int is_taken = event.status == QQ_WXPAY_OK;
  json_t *content = json_object_get(event.json, kind);
  if (is_taken && strcmp(kind, "paid") == 0) {
    const char *number = word(content, "out_trade_no");
    struct outcome compared = ask(notified.handle, "expect", json_pack("{s:s,s:i}", "out_trade_no", number, "total", PRICE), "", 0);
    is_taken = compared.status == QQ_WXPAY_OK;
    json_decref(compared.json);
    if (is_taken) printf("took\tpaid\t%s\n", number);
  } else if (is_taken && strcmp(kind, "refund") == 0) {
    printf("took\trefund\t%s\t%s\n", word(content, "out_refund_no"), word(content, "status"));
  }
  json_decref(event.json);
  return is_taken;
}

static void notify(char **fields, int count) {
  json_t *headers = json_array();
  for (int at = 3; at < count; at++) json_array_append_new(headers, json_string(fields[at]));
  struct outcome notified = ask(client, "await_notification", json_pack("{s:o}", "headers", headers), fields[2], 0);
  if (notified.status != QQ_WXPAY_OK) {
    printf("failed\t%s\t%s\n", fields[0], word(notified.json, "code"));
    json_decref(notified.json);
    return;
  }
  json_t *ready = json_object_get(notified.json, "answer"), *answer;
  if (json_is_object(ready)) {
    answer = json_incref(ready);
  } else {
    const char *result = take(notified) ? "done" : "failed";
    struct outcome settled = ask(notified.handle, "settle", json_pack("{s:s}", "result", result), "", 0);
    answer = json_incref(json_object_get(settled.json, "acknowledgement"));
    json_decref(settled.json);
  }
  printf("said\t%s\tanswered\t%d\t%s\n", fields[0], (int)json_integer_value(json_object_get(answer, "status")), word(answer, "body"));
  json_decref(answer);
  json_decref(notified.json);
  qq_wxpay_release(notified.handle);
}

static void obey(char *line) {
  char *fields[MOST_FIELDS] = {0};
  int count = 0;
  for (char *field; count < MOST_FIELDS && (field = strsep(&line, "\t")) != NULL;) fields[count++] = field;
  const char *work = count > 2 ? fields[1] : "";
  if (strcmp(work, "place") == 0) place(fields);
  if (strcmp(work, "confirm") == 0) tell(fields[0], "confirm_order", order_of(fields[2]), "state");
  if (strcmp(work, "close") == 0) tell(fields[0], "close_if_unpaid", order_of(fields[2]), "state");
  if (strcmp(work, "refund") == 0) refund(fields);
  if (strcmp(work, "refunded") == 0) tell(fields[0], "query_refund", json_pack("{s:s}", "out_refund_no", fields[2]), "status");
  if (strcmp(work, "notify") == 0) notify(fields, count);
}

static void *caller(void *unused) {
  char *line = NULL;
  size_t room = 0;
  for (;;) {
    pthread_mutex_lock(&reading);
    ssize_t length = getline(&line, &room, stdin);
    pthread_mutex_unlock(&reading);
    if (length <= 0) break;
    line[length - 1] = 0;
    obey(line);
  }
  free(line);
  return unused;
}

static json_t *variables(void) {
  json_t *variables = json_object();
  for (char **entry = environ; *entry != NULL; entry++) {
    char *equals = strchr(*entry, '=');
    if (equals == NULL || strncmp(*entry, "QQ_WXPAY_", 9) != 0) continue;
    char *name = strndup(*entry, (size_t)(equals - *entry));
    json_object_set_new(variables, name, json_string(equals + 1));
    free(name);
  }
  return variables;
}

int main(void) {
  json_t *given = json_pack("{s:o}", "variables", variables());
  char *parts = json_dumps(given, JSON_COMPACT);
  json_decref(given);
  qq_wxpay_result made;
  qq_wxpay_client_new(text(parts), 0, 0, &made);
  free(parts);
  if (made.status != QQ_WXPAY_OK) return 1;
  client = made.handle;
  setvbuf(stdout, NULL, _IOLBF, 1 << 16);
  pthread_t callers[CALLERS];
  for (int at = 0; at < CALLERS; at++) pthread_create(&callers[at], NULL, caller, NULL);
  for (int at = 0; at < CALLERS; at++) pthread_join(callers[at], NULL);
  qq_wxpay_release(client);
  qq_wxpay_shut_down(1000);
  return 0;
}
