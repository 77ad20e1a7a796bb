/*
 * One payment from the order to the refund: a shop in one file, with jansson for JSON.
 *
 *   cc pay.c -o pay $(pkg-config --cflags --libs qq-wxpay jansson)
 *
 * Settings are environment variables, as `qq-wxpay sandbox` prints them. It places an order, prints the link that the mini program gives to
 * `qq.requestWxPayment`, waits for the notification at http://127.0.0.1:8000/notify, asks once more, and pays everything back.
 */
#include <jansson.h>
#include <netinet/in.h>
#include <qq_wxpay.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_HEADERS = 16384, PRICE = 1999 }; /* PRICE: fen, 19.99 yuan */

static qq_wxpay_bytes text(const char *text) { return (qq_wxpay_bytes){(const uint8_t *)text, strlen(text)}; }

/* What came of a call: its status, its JSON, and a handle where it gave an object. */
struct outcome {
  int32_t status;
  json_t *json;
  qq_wxpay_handle handle;
};

static struct outcome ask(qq_wxpay_handle object, const char *method, json_t *arguments, qq_wxpay_bytes body) {
  char *given = json_dumps(arguments, JSON_COMPACT);
  json_decref(arguments);
  qq_wxpay_result result;
  qq_wxpay_call(object, text(method), text(given), body, 0, &result);
  free(given);
  json_t *json = json_loadb((char *)result.text.data, result.text.length, JSON_DECODE_ANY, NULL);
  qq_wxpay_buffer_free(result.text);
  if (result.status == QQ_WXPAY_FAILED) {
    /* Cause and remedy, without secrets; `retry` says what may be done with the call. */
    fprintf(stderr, "%s: %s\n", method, json_string_value(json_object_get(json, "message")));
  }
  return (struct outcome){result.status, json, result.handle};
}

/* The same for calls without which this program cannot go on. */
static json_t *call(qq_wxpay_handle object, const char *method, json_t *arguments) {
  struct outcome outcome = ask(object, method, arguments, (qq_wxpay_bytes){0});
  if (outcome.status == QQ_WXPAY_FAILED) exit(1);
  return outcome.json;
}

static const char *word(json_t *object, const char *name) { return json_string_value(json_object_get(object, name)); }

/* A client of what stands in the environment. */
static qq_wxpay_handle client_of_the_environment(void) {
  json_t *variables = json_object();
  for (char **entry = environ; *entry != NULL; entry++) {
    char *equals = strchr(*entry, '=');
    if (equals == NULL || strncmp(*entry, "QQ_WXPAY_", 9) != 0) continue;
    char *name = strndup(*entry, (size_t)(equals - *entry));
    json_object_set_new(variables, name, json_string(equals + 1));
    free(name);
  }
  json_t *given = json_pack("{s:o}", "variables", variables);
  char *parts = json_dumps(given, JSON_COMPACT);
  json_decref(given);
  qq_wxpay_result made;
  qq_wxpay_client_new(text(parts), 0, 0, &made);
  free(parts);
  if (made.status != QQ_WXPAY_OK) {
    fprintf(stderr, "%s\n", (char *)made.text.data); /* JSON: which setting, and what to do about it */
    exit(1);
  }
  return made.handle;
}

/* The order of a customer. Its reply can be lost on the way: then it is asked for, and never placed under another number. */
static void place(qq_wxpay_handle client, const char *number) {
  json_t *placed = call(client, "place_order",
                        json_pack("{s:s,s:s,s:{s:i},s:{s:s}}", "out_trade_no", number, "description", "Blue mug", "amount",
                                  "total", PRICE, "scene_info", "payer_client_ip", "203.0.113.7"));
  if (strcmp(word(placed, "outcome"), "placed") == 0) {
    printf("%s\n", word(json_object_get(placed, "request_payment"), "url"));
  } else {
    json_t *state = call(client, "confirm_order", json_incref(json_object_get(placed, "order")));
    printf("the reply was lost; the order is %s\n", word(state, "state"));
    json_decref(state);
  }
  fflush(stdout);
  json_decref(placed);
}

/* Whether the notification is the payment of this order. Number and total come out of your own database. */
static int is_payment(struct outcome notified, const char *number) {
  const char *event = word(notified.json, "event_kind");
  if (event == NULL || strcmp(event, "paid") != 0) return 0;
  json_t *expected = json_pack("{s:s,s:i}", "out_trade_no", number, "total", PRICE);
  struct outcome compared = ask(notified.handle, "expect", expected, (qq_wxpay_bytes){0});
  json_decref(compared.json);
  return compared.status == QQ_WXPAY_OK;
}

/* The answer to a notification: success only for the payment of this order, which is noted in `is_paid`. */
static json_t *answer_to(qq_wxpay_handle client, json_t *headers, qq_wxpay_bytes body, const char *number, int *is_paid) {
  struct outcome notified = ask(client, "await_notification", json_pack("{s:o}", "headers", headers), body);
  if (notified.status != QQ_WXPAY_OK) exit(1);
  json_t *answer = json_incref(json_object_get(notified.json, "failure")); /* it comes again */
  if (is_payment(notified, number)) {
    *is_paid = 1; /* deliver here, once: the same event can come again */
    json_decref(answer);
    answer = call(notified.handle, "accept", json_pack("{s:s}", "event", "paid"));
  } else if (json_is_object(json_object_get(notified.json, "answer"))) {
    json_decref(answer);
    answer = json_incref(json_object_get(notified.json, "answer")); /* nothing is asked of the shop */
  }
  json_decref(notified.json);
  qq_wxpay_release(notified.handle);
  return answer;
}

/* Reads a request as far as it is needed here: its headers as name, value, name, value, ..., and its body. */
static json_t *request_of(int connection, char **body, size_t *length) {
  char *buffer = calloc(1, MOST_HEADERS + 1), *end = NULL;
  size_t filled = 0;
  ssize_t count;
  while (end == NULL && filled < MOST_HEADERS && (count = read(connection, buffer + filled, MOST_HEADERS - filled)) > 0) {
    filled += (size_t)count;
    end = strstr(buffer, "\r\n\r\n");
  }
  json_t *headers = json_array();
  *length = 0;
  if (end == NULL) end = buffer + filled;
  *end = 0; /* behind it stands the body, byte for byte */
  char *rest;
  for (char *line = strtok_r(buffer, "\r\n", &rest); line != NULL; line = strtok_r(NULL, "\r\n", &rest)) {
    char *colon = strchr(line, ':');
    if (colon == NULL) continue;
    *colon = 0;
    char *value = colon + 1 + strspn(colon + 1, " ");
    json_array_append_new(headers, json_string(line));
    json_array_append_new(headers, json_string(value));
    if (strcasecmp(line, "content-length") == 0) *length = strtoul(value, NULL, 10);
  }
  /* One byte more than the library takes: then it says so itself. */
  if (*length > (1 << 20) + 1) *length = (1 << 20) + 1;
  *body = malloc(*length + 1);
  size_t got = end + 4 <= buffer + filled ? filled - (size_t)(end + 4 - buffer) : 0;
  if (got > *length) got = *length;
  if (got > 0) memcpy(*body, end + 4, got);
  while (got < *length && (count = read(connection, *body + got, *length - got)) > 0) got += (size_t)count;
  *length = got;
  free(buffer);
  return headers;
}

/* Serves one request after the other until the order is paid. */
static void until_paid(qq_wxpay_handle client, const char *number, int listener) {
  for (int is_paid = 0; !is_paid;) {
    int connection = accept(listener, NULL, NULL);
    if (connection < 0) continue;
    char *body;
    size_t length;
    json_t *headers = request_of(connection, &body, &length);
    json_t *answer = answer_to(client, headers, (qq_wxpay_bytes){(uint8_t *)body, length}, number, &is_paid);
    const char *content = word(answer, "body");
    dprintf(connection, "HTTP/1.1 %d Answer\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
            (int)json_integer_value(json_object_get(answer, "status")), word(answer, "content_type"), strlen(content), content);
    close(connection);
    free(body);
    json_decref(answer);
  }
}

static int listening(void) {
  const char *port = getenv("PORT");
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)(port == NULL ? 8000 : atoi(port)))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 16) != 0) {
    perror("the port for notifications");
    exit(1);
  }
  return listener;
}

int main(void) {
  qq_wxpay_handle client = client_of_the_environment();
  char number[33], refund[65];
  snprintf(number, sizeof number, "T%lld", (long long)time(NULL)); /* yours comes out of your database */
  snprintf(refund, sizeof refund, "R%s", number);

  int listener = listening();
  place(client, number);
  until_paid(client, number, listener);

  json_t *found = call(client, "query_order", json_pack("{s:s}", "out_trade_no", number));
  printf("%s: %s\n", number, word(found, "trade_state"));
  json_decref(found);
  json_t *refunded = call(client, "refund",
                          json_pack("{s:s,s:s,s:{s:i,s:i}}", "out_trade_no", number, "out_refund_no", refund, "amount",
                                    "refund", PRICE, "total", PRICE));
  printf("%s: %s\n", refund, word(refunded, "status"));
  json_decref(refunded);

  close(listener);
  qq_wxpay_release(client);
  qq_wxpay_shut_down(1000);
  return 0;
}
