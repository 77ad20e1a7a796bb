/* Several merchants: whose a notification is, and what is no merchant. Two are mini programs of one merchant number; no sandbox is needed. */
#include <pthread.h>

#include "support/support.h"

#define MCHID "1900000001"
#define MUGS "wx0123456789abcdef"
#define CUPS "wx00000000000000bb"
#define POTS "wx00000000000000cc"

static qq_wxpay_handle merchants_new(const char *arguments) { return call_object(0, "merchants", arguments); }

static char *parts(qq_wxpay_handle merchants, const char *mchid, const char *appid, const char *qq_appid) {
  json_t *variables = testing("settings", "{}", NULL);
  json_object_set_new(variables, "QQ_WXPAY_MCHID", json_string(mchid));
  json_object_set_new(variables, "QQ_WXPAY_WECHAT_APPID", json_string(appid));
  json_object_set_new(variables, "QQ_WXPAY_QQ_APPID", json_string(qq_appid));
  char *text = json_dumps(variables, JSON_COMPACT);
  json_decref(variables);
  char *all = format("{\"variables\":%s,\"merchants\":%llu}", text, (unsigned long long)merchants);
  free(text);
  return all;
}

/* A client that shares the connections of these merchants, and is none of them yet. */
static qq_wxpay_handle client_of(qq_wxpay_handle merchants, const char *mchid, const char *appid, const char *qq_appid) {
  char *given = parts(merchants, mchid, appid, qq_appid);
  qq_wxpay_result made;
  qq_wxpay_client_new(bytes_of(given), 0, 0, &made);
  free(given);
  if (made.status != QQ_WXPAY_OK) fprintf(stderr, "%s\n", (char *)made.text.data);
  CHECK(made.status == QQ_WXPAY_OK);
  qq_wxpay_buffer_free(made.text);
  return made.handle;
}

static char *joining(const char *name, qq_wxpay_handle client) {
  return format("{\"name\":\"%s\",\"client\":%llu}", name, (unsigned long long)client);
}

static void joins(qq_wxpay_handle merchants, const char *method, const char *name, qq_wxpay_handle client) {
  char *arguments = joining(name, client);
  json_decref(call_ok(merchants, method, arguments));
  free(arguments);
}

static void refused(qq_wxpay_handle merchants, const char *method, const char *name, qq_wxpay_handle client,
                    const char *code, const char *field) {
  char *arguments = joining(name, client);
  json_t *error = call_fails(merchants, method, arguments, code);
  free(arguments);
  if (strcmp(text_of(error, "field"), field) != 0) fprintf(stderr, "%s, not %s\n", text_of(error, "field"), field);
  CHECK(strcmp(text_of(error, "field"), field) == 0);
  json_decref(error);
}

/* A notification as the library takes it. */
struct message {
  char *which, *arguments, *body;
};

/* Signing is slow when memory is watched: each is made once, before there are threads. */
static struct message *message(const char *kind, const char *appid) {
  static struct message all[8];
  char *which = format("{\"kind\":\"%s\",\"order\":{\"out_trade_no\":\"T-merchants-1\",\"total\":1999,\"appid\":\"%s\"}}",
                       kind, appid);
  struct message *free_one = all;
  for (; free_one->which != NULL; free_one++) {
    if (strcmp(free_one->which, which) == 0) {
      free(which);
      return free_one;
    }
  }
  json_t *notification = testing("signed_notification", which, NULL), *value, *list = json_array();
  const char *name;
  json_object_foreach(json_object_get(notification, "headers"), name, value) {
    json_array_append_new(list, json_string(name));
    json_array_append(list, value);
  }
  char *headers = json_dumps(list, JSON_COMPACT);
  json_decref(list);
  *free_one = (struct message){which, format("{\"headers\":%s}", headers), format("%s", text_of(notification, "body"))};
  free(headers);
  json_decref(notification);
  return free_one;
}

static qq_wxpay_result asked(qq_wxpay_handle object, const char *method, const char *kind, const char *appid) {
  struct message *given = message(kind, appid);
  qq_wxpay_result result;
  qq_wxpay_call(object, bytes_of(method), bytes_of(given->arguments), bytes_of(given->body), 0, &result);
  return result;
}

/* It is for this merchant; the others that it may be for, with commas between. Gives the client. */
static qq_wxpay_handle is_for(qq_wxpay_handle merchants, const char *kind, const char *appid, const char *name,
                              const char *others) {
  qq_wxpay_handle client = 0;
  for (int round = 0; round < 2; round++) {
    qq_wxpay_result result = asked(merchants, round == 0 ? "owner" : "addressee", kind, appid);
    if (result.status != QQ_WXPAY_OK) fprintf(stderr, "%s\n", (char *)result.text.data);
    CHECK(result.status == QQ_WXPAY_OK);
    CHECK(result.handle == 0);
    json_t *owner = json_loads((char *)result.text.data, 0, NULL), *other;
    qq_wxpay_buffer_free(result.text);
    CHECK(strcmp(text_of(owner, "name"), name) == 0);
    char list[64] = "";
    size_t index;
    json_array_foreach(json_object_get(owner, "others"), index, other) {
      if (index > 0) strcat(list, ",");
      strcat(list, json_string_value(other));
    }
    CHECK(strcmp(list, others) == 0);
    client = (qq_wxpay_handle)json_integer_value(json_object_get(owner, "client"));
    json_decref(owner);
  }
  return client;
}

static void is_for_nobody(qq_wxpay_handle merchants, const char *appid) {
  qq_wxpay_result result = asked(merchants, "owner", "payment", appid);
  fails(&result, "MERCHANT_NOT_REGISTERED");
  result = asked(merchants, "addressee", "payment", appid);
  CHECK(result.status == QQ_WXPAY_OK);
  CHECK(result.handle != 0);
  json_t *record = json_loads((char *)result.text.data, 0, NULL);
  qq_wxpay_buffer_free(result.text);
  CHECK(strcmp(text_of(json_object_get(record, "outcome"), "type"), "refused") == 0);
  json_t *answer = json_object_get(record, "answer");
  CHECK(json_integer_value(json_object_get(answer, "status")) >= 400);
  json_decref(record);
  result = call_raw(result.handle, "event", "");
  CHECK(result.status == QQ_WXPAY_NOTHING);
}

static void each_notification_is_its_merchants(void) {
  qq_wxpay_handle merchants = merchants_new("");
  qq_wxpay_handle mugs = client_of(merchants, MCHID, MUGS, "1110000001");
  qq_wxpay_handle cups = client_of(merchants, MCHID, CUPS, "1110000002");
  qq_wxpay_handle pots = client_of(merchants, "1900000002", POTS, "1110000003");
  is_for_nobody(merchants, MUGS);
  joins(merchants, "add", "mugs", mugs);
  joins(merchants, "add", "cups", cups);
  joins(merchants, "add", "a pot of \\\"tea\\\"", pots);
  json_t *names = call_ok(merchants, "names", "");
  CHECK(json_array_size(names) == 3);
  CHECK(strcmp(json_string_value(json_array_get(names, 1)), "cups") == 0);
  json_decref(names);
  json_t *found = call_ok(merchants, "get", "{\"name\":\"cups\"}");
  CHECK((qq_wxpay_handle)json_integer_value(json_object_get(found, "client")) == cups);
  json_decref(found);
  CHECK(call_raw(merchants, "get", "{\"name\":\"bowls\"}").status == QQ_WXPAY_NOTHING);

  CHECK(is_for(merchants, "payment", MUGS, "mugs", "") == mugs);
  CHECK(is_for(merchants, "payment", CUPS, "cups", "") == cups);
  CHECK(is_for(merchants, "refund", CUPS, "mugs", "cups") == mugs); /* a refund names no AppID */
  qq_wxpay_result handled = asked(is_for(merchants, "payment", CUPS, "cups", ""), "handle_notification", "payment", CUPS);
  CHECK(handled.handle != 0);
  CHECK(strstr((char *)handled.text.data, "\"paid\"") != NULL);
  qq_wxpay_buffer_free(handled.text);
  qq_wxpay_release(handled.handle);

  qq_wxpay_handle again = client_of(merchants, MCHID, CUPS, "1110000002");
  joins(merchants, "replace", "cups", again);
  CHECK(is_for(merchants, "payment", CUPS, "cups", "") == again);
  qq_wxpay_release(cups);

  json_t *was_there = call_ok(merchants, "remove", "{\"name\":\"mugs\"}");
  CHECK(json_is_true(was_there));
  json_decref(was_there);
  was_there = call_ok(merchants, "remove", "{\"name\":\"mugs\"}");
  CHECK(json_is_false(was_there));
  json_decref(was_there);
  CHECK(is_for(merchants, "refund", MUGS, "cups", "") == again);
  json_decref(call_ok(mugs, "merchant", "")); /* it is the host's */
  json_decref(call_ok(merchants, "remove", "{\"name\":\"cups\"}"));
  qq_wxpay_release(merchants);
  json_decref(call_ok(again, "merchant", ""));
  qq_wxpay_release(again);
  qq_wxpay_release(mugs);
  qq_wxpay_release(pots);
}

static void what_is_no_merchant(void) {
  qq_wxpay_handle merchants = merchants_new("{\"names\":\"snake\"}"), others = merchants_new("{\"names\":\"go\"}");
  qq_wxpay_handle mugs = client_of(merchants, MCHID, MUGS, "1110000001");
  qq_wxpay_handle same = client_of(merchants, MCHID, MUGS, "1110000001"), queue = queue_new();
  joins(merchants, "add", "mugs", mugs);
  refused(merchants, "add", "mugs", same, "MERCHANT_GIVEN_TWICE", "name");
  refused(merchants, "add", "cups", same, "MERCHANT_GIVEN_TWICE", "mchid");
  refused(merchants, "add", "", same, "FIELD_MISSING", "name");
  refused(merchants, "replace", "cups", same, "MERCHANT_UNKNOWN", "name");
  refused(others, "replace", "cups", same, "MERCHANT_UNKNOWN", "Name");
  refused(merchants, "add", "cups", queue, "HANDLE_UNKNOWN", "client");
  refused(merchants, "add", "cups", merchants, "HANDLE_UNKNOWN", "client");
  refused(merchants, "add", "cups", UINT64_MAX, "HANDLE_UNKNOWN", "client");
  refused(merchants, "replace", "mugs", 0, "HANDLE_UNKNOWN", "client");
  json_decref(call_fails(merchants, "add", "{\"name\":\"cups\"}", "FIELD_MISSING"));
  json_decref(call_fails(merchants, "add", "{\"name\":\"cups\",\"client\":-1}", "WRONG_TYPE"));
  json_decref(call_fails(merchants, "add", "{\"name\":1,\"client\":1}", "WRONG_TYPE"));
  json_decref(call_fails(merchants, "remove", "{\"nam\":\"mugs\"}", "UNKNOWN_FIELD"));
  json_decref(call_fails(merchants, "owner", "{}", "FIELD_MISSING"));
  json_decref(call_fails(merchants, "place_order", "{}", "UNKNOWN_OPERATION"));
  json_decref(call_fails(0, "merchants", "{\"names\":\"pascal\"}", "VALUE_NOT_ALLOWED"));
  json_decref(call_fails(0, "merchants", "{\"queue\":1}", "UNKNOWN_FIELD"));
  qq_wxpay_result result;
  qq_wxpay_begin(merchants, bytes_of("names"), bytes_of(""), bytes_of(""), 0, 0, &result);
  fails(&result, "FIELD_MISSING"); /* nobody would be told */

  /* Handles that were released, and one that stands for something else. */
  qq_wxpay_release(same);
  refused(merchants, "replace", "mugs", same, "HANDLE_UNKNOWN", "client");
  qq_wxpay_release(mugs); /* it is one of them still: its own handle says that it is gone */
  CHECK(is_for(merchants, "payment", MUGS, "mugs", "") == mugs);
  result = asked(mugs, "handle_notification", "payment", MUGS);
  fails(&result, "HANDLE_UNKNOWN");
  qq_wxpay_release(others);
  qq_wxpay_handle wrong[] = {others, queue, 0, UINT64_MAX};
  for (size_t index = 0; index < sizeof wrong / sizeof *wrong; index++) {
    char *given = parts(wrong[index], MCHID, MUGS, "1110000001");
    qq_wxpay_client_new(bytes_of(given), 0, 0, &result);
    free(given);
    CHECK(strstr((char *)result.text.data, "\"field\":\"merchants\"") != NULL);
    fails(&result, "HANDLE_UNKNOWN");
  }
  json_decref(call_fails(others, "names", "", "HANDLE_UNKNOWN"));
  qq_wxpay_release(merchants);
  qq_wxpay_release(merchants);
  refused(merchants, "add", "mugs", queue, "HANDLE_UNKNOWN", "object");
  qq_wxpay_release(queue);
}

struct busy {
  qq_wxpay_handle merchants, client;
  char name[24];
};

static void *come_and_go(void *given) {
  struct busy *busy = given;
  char *arguments = joining(busy->name, busy->client);
  for (int round = 0; round < 50; round++) {
    json_decref(call_ok(busy->merchants, "add", arguments));
    json_decref(call_ok(busy->merchants, "replace", arguments));
    qq_wxpay_result result = asked(busy->merchants, "addressee", "payment", MUGS);
    CHECK(result.status == QQ_WXPAY_OK);
    qq_wxpay_release(result.handle); /* of what was nobody's just then */
    qq_wxpay_buffer_free(result.text);
    char *name = format("{\"name\":\"%s\"}", busy->name);
    json_decref(call_ok(busy->merchants, "remove", name));
    free(name);
  }
  free(arguments);
  return NULL;
}

static void they_come_and_go_on_many_threads(void) {
  qq_wxpay_handle merchants = merchants_new("");
  struct busy busy[4];
  pthread_t threads[4];
  for (int index = 0; index < 4; index++) {
    char *appid = format("111000000%d", index + 1);
    busy[index] = (struct busy){merchants, client_of(merchants, MCHID, index == 0 ? MUGS : CUPS, appid), ""};
    snprintf(busy[index].name, sizeof busy[index].name, "shop %d", index);
    free(appid);
  }
  for (int index = 0; index < 4; index++) CHECK(pthread_create(&threads[index], NULL, come_and_go, &busy[index]) == 0);
  for (int index = 0; index < 4; index++) CHECK(pthread_join(threads[index], NULL) == 0);
  json_t *names = call_ok(merchants, "names", "");
  CHECK(json_array_size(names) == 0);
  json_decref(names);
  for (int index = 0; index < 4; index++) qq_wxpay_release(busy[index].client);
  qq_wxpay_release(merchants);
}

int main(void) {
  each_notification_is_its_merchants();
  what_is_no_merchant();
  they_come_and_go_on_many_threads();
  qq_wxpay_shut_down(1000);
  puts("merchants: ok");
  return 0;
}
