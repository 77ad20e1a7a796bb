/* A whole payment against the sandbox: order, link, notification, query, refund; by calls that wait. */
#include "support/support.h"

/* The headers of a notification of the sandbox as the list that the library takes. */
static char *headers_of(json_t *headers) {
  json_t *list = json_array(), *value;
  const char *name;
  json_object_foreach(headers, name, value) {
    json_array_append_new(list, json_string(name));
    json_array_append(list, value);
  }
  char *text = json_dumps(list, JSON_COMPACT);
  json_decref(list);
  return text;
}

static qq_wxpay_handle notified(qq_wxpay_handle client, const char *method, const char *number, int total,
                                json_t **record) {
  char *asked = format("{\"kind\":\"payment\",\"order\":{\"out_trade_no\":\"%s\",\"total\":%d}}", number, total);
  json_t *notification = testing("signed_notification", asked, NULL);
  free(asked);
  char *headers = headers_of(json_object_get(notification, "headers"));
  char *arguments = format("{\"headers\":%s}", headers);
  qq_wxpay_result result;
  qq_wxpay_call(client, bytes_of(method), bytes_of(arguments), bytes_of(text_of(notification, "body")), 0, &result);
  free(arguments);
  free(headers);
  json_decref(notification);
  CHECK(result.status == QQ_WXPAY_OK);
  CHECK(result.handle != 0);
  *record = json_loads((char *)result.text.data, 0, NULL);
  qq_wxpay_buffer_free(result.text);
  return result.handle;
}

static void pays(qq_wxpay_handle client) {
  json_t *placed = call_ok(client, "place_order",
                          "{\"out_trade_no\":\"T20261129000001\",\"description\":\"Blue mug\",\"amount\":{\"total\":1999},"
                          "\"scene_info\":{\"payer_client_ip\":\"203.0.113.7\"},"
                          "\"notify_url\":\"http://127.0.0.1:9/notify\"}");
  CHECK(strcmp(text_of(placed, "outcome"), "placed") == 0);
  const char *link = text_of(json_object_get(placed, "request_payment"), "url");
  char *arguments = format("{\"h5_url\":\"%s\"}", link);
  json_decref(steer("pay", arguments));
  free(arguments);
  json_decref(placed);

  json_t *found = call_ok(client, "query_order", "{\"out_trade_no\":\"T20261129000001\"}");
  CHECK(strcmp(text_of(found, "trade_state"), "SUCCESS") == 0);
  json_decref(found);

  json_t *refund = call_ok(client, "refund",
                          "{\"out_trade_no\":\"T20261129000001\",\"out_refund_no\":\"R20261129000001\","
                          "\"amount\":{\"refund\":999,\"total\":1999},\"reason\":\"too blue\"}");
  CHECK(text_of(refund, "status") != NULL);
  json_decref(refund);
  json_decref(call_fails(client, "query_order", "{\"out_trade_no\":\"T20261129000099\"}", "ORDER_NOT_EXIST"));
  json_decref(call_fails(client, "place_order", "{\"out_trade_nr\":\"T20261129000099\"}", "UNKNOWN_FIELD"));
}

static void reads_a_notification(void) {
  qq_wxpay_handle client = client_of_the_kit(NULL);
  json_t *record;
  qq_wxpay_handle notification = notified(client, "handle_notification", "T20261129000001", 1999, &record);
  CHECK(strcmp(text_of(record, "event_kind"), "paid") == 0);
  json_decref(record);
  json_t *event = call_ok(notification, "event", "");
  CHECK(event != NULL);
  json_decref(event);
  json_decref(call_ok(notification, "expect", "{\"out_trade_no\":\"T20261129000001\",\"total\":1999}"));
  json_decref(call_fails(notification, "expect", "{\"out_trade_no\":\"T20261129000001\",\"total\":1}", "PAYMENT_DIFFERS"));
  json_t *answer = call_ok(notification, "accept", "{\"event\":\"paid\"}");
  CHECK(json_integer_value(json_object_get(answer, "status")) == 200);
  json_decref(answer);
  answer = call_ok(notification, "accept", "{\"event\":\"refund\"}");
  CHECK(json_integer_value(json_object_get(answer, "status")) >= 400);
  json_decref(answer);
  json_t *settled = call_ok(notification, "settle", "{\"result\":\"done\"}");
  CHECK(json_object_get(settled, "acknowledgement") != NULL);
  json_decref(settled);
  qq_wxpay_release(notification);
  notification = notified(client, "await_notification", "T20261129000002", 1999, &record);
  CHECK(strcmp(text_of(record, "event_kind"), "paid") == 0);
  json_decref(record);
  qq_wxpay_release(notification);
  json_decref(call_fails(notification, "event", "", "HANDLE_UNKNOWN"));
  qq_wxpay_release(client);
}

int main(void) {
  CHECK(qq_wxpay_abi_version() == QQ_WXPAY_ABI_VERSION);
  qq_wxpay_handle client = client_with(NULL, 0, 0);
  pays(client);
  reads_a_notification();
  qq_wxpay_release(client);
  json_decref(call_fails(client, "merchant", "", "HANDLE_UNKNOWN"));
  stop_sandbox();
  qq_wxpay_shut_down(1000);
  puts("payment: ok");
  return 0;
}
