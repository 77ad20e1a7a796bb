/* What calls leave behind: bills, runs over open orders, requests for another HTTP client, a signer of the host's own, names. */
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "support/support.h"

#define ORDER                                                                                  \
  "{\"out_trade_no\":\"%s\",\"description\":\"Blue mug\",\"amount\":{\"total\":1999},"            \
  "\"scene_info\":{\"payer_client_ip\":\"203.0.113.7\"},\"notify_url\":\"http://127.0.0.1:9/n\"}"

/* An order that was paid two days ago, so that there is a bill. */
static void paid(qq_wxpay_handle client, const char *number) {
  char *order = format(ORDER, number), *which = format("{\"out_trade_no\":\"%s\"}", number);
  json_decref(call_ok(client, "place_order", order));
  json_decref(steer("advance_clock", "{\"advance_seconds\":-172800}"));
  json_decref(steer("pay", which));
  json_decref(steer("advance_clock", "{\"advance_seconds\":172800}"));
  free(order);
  free(which);
}

static char *moment(int seconds_ago) {
  time_t then = time(NULL) - seconds_ago;
  struct tm parts;
  gmtime_r(&then, &parts);
  char text[32];
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return format("%s", text);
}

static char *day(int days_ago) {
  char text[16];
  time_t then = time(NULL) - days_ago * 86400 + 8 * 3600; /* days are Beijing's */
  struct tm parts;
  gmtime_r(&then, &parts);
  strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return format("{\"bill_date\":\"%s\"}", text);
}

static void a_bill(qq_wxpay_handle client) {
  char *arguments = day(2);
  qq_wxpay_handle bill = call_object(client, "trade_bill", arguments);
  int rows = 0;
  qq_wxpay_result result;
  while ((result = call_raw(bill, "next_rows", "{\"maximum\":2}")).status == QQ_WXPAY_OK) {
    json_t *portion = json_loads((char *)result.text.data, 0, NULL);
    CHECK(json_array_size(portion) >= 1 && json_array_size(portion) <= 2);
    rows += (int)json_array_size(portion);
    json_decref(portion);
    qq_wxpay_buffer_free(result.text);
  }
  CHECK(result.status == QQ_WXPAY_NOTHING);
  CHECK(result.text.data == NULL);
  json_t *finished = call_ok(bill, "finished", "");
  CHECK(json_integer_value(json_object_get(finished, "rows")) == rows);
  json_decref(finished);
  json_decref(call_fails(bill, "next_rows", "{\"maximum\":2}", "BILL_READ_BEFORE"));
  json_decref(call_fails(bill, "next_rows", "{}", "FIELD_MISSING"));
  json_decref(call_ok(bill, "leave", ""));
  qq_wxpay_release(bill);
  json_decref(call_fails(bill, "finished", "", "HANDLE_UNKNOWN"));

  bill = call_object(client, "trade_bill", arguments); /* one of which nobody reads a row */
  qq_wxpay_release(bill);
  free(arguments);
}

static void open_orders(qq_wxpay_handle client) {
  char *young = moment(61), *old = moment(900);
  char *arguments = format("{\"orders\":[{\"order\":{\"family\":\"direct\",\"out_trade_no\":\"T-objects-1\"},\"total\":1999,"
                           "\"placed_at\":\"%s\"},{\"order\":{\"family\":\"direct\",\"out_trade_no\":\"T-objects-none\"},"
                           "\"total\":1999,\"placed_at\":\"%s\"}],\"per_second\":100}", young, old);
  free(young);
  free(old);
  qq_wxpay_handle run = call_object(client, "confirm_open_orders", arguments);
  free(arguments);
  int told = 0;
  qq_wxpay_result result;
  while ((result = call_raw(run, "next_reports", "{\"maximum\":10}")).status == QQ_WXPAY_OK) {
    json_t *reports = json_loads((char *)result.text.data, 0, NULL), *report;
    size_t index;
    json_array_foreach(reports, index, report) {
      const char *wanted = json_integer_value(json_object_get(report, "row")) == 0 ? "paid" : "not_found";
      CHECK(strcmp(text_of(report, "result"), wanted) == 0);
      told++;
    }
    json_decref(reports);
    qq_wxpay_buffer_free(result.text);
  }
  CHECK(result.status == QQ_WXPAY_NOTHING);
  CHECK(told == 2);
  json_decref(call_ok(run, "leave", ""));
  qq_wxpay_release(run);
}

static void a_prepared_request(qq_wxpay_handle client) {
  qq_wxpay_result result = call_raw(client, "prepare", "{\"operation\":\"query_order\",\"arguments\":{\"out_trade_no\":\"T-objects-1\"}}");
  CHECK(result.status == QQ_WXPAY_OK);
  json_t *request = json_loads((char *)result.text.data, 0, NULL);
  CHECK(strcmp(text_of(request, "method"), "GET") == 0);
  json_decref(request);
  qq_wxpay_buffer_free(result.text);
  json_decref(call_fails(result.handle, "finish", "{\"status\":500,\"headers\":[]}", "UNEXPECTED_REPLY"));
  json_decref(call_fails(result.handle, "finish", "{\"status\":65736}", "WRONG_TYPE"));
  json_decref(call_fails(result.handle, "begin", "{}", "UNKNOWN_OPERATION"));
  qq_wxpay_release(result.handle);
}

/* What an HSM would do, with the key that the sandbox's settings have. */
static char *signed_by(EVP_PKEY *key, const char *base64) {
  unsigned char message[8192], signature[512], text[1024];
  int length = EVP_DecodeBlock(message, (const unsigned char *)base64, (int)strlen(base64));
  for (const char *end = base64 + strlen(base64); end > base64 && end[-1] == '='; end--) length--;
  size_t filled = sizeof signature;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  CHECK(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1);
  CHECK(EVP_DigestSign(context, signature, &filled, message, (size_t)length) == 1);
  EVP_MD_CTX_free(context);
  EVP_EncodeBlock(text, signature, (int)filled);
  return format("\"%s\"", text);
}

/* Fetches until the call has ended; answers what is to be signed, with another key's bytes where it must fail. */
static qq_wxpay_result signed_call(qq_wxpay_handle queue, EVP_PKEY *key, uint64_t tag, int *asked) {
  for (;;) {
    qq_wxpay_event event;
    CHECK(qq_wxpay_next_events(queue, 20000, &event, 1) == 1);
    if (event.kind == QQ_WXPAY_ENDED) {
      CHECK(event.tag == tag);
      return event.result;
    }
    if (event.kind == QQ_WXPAY_QUESTION) {
      CHECK(holds(event.name, "sign"));
      json_t *arguments = json_loads((char *)event.result.text.data, 0, NULL);
      char *answer = key == NULL ? format("\"bm90IGEgc2lnbmF0dXJl\"")
                                 : signed_by(key, json_string_value(json_array_get(arguments, 0)));
      qq_wxpay_answer(event.source, event.question, bytes_of(answer), false);
      free(answer);
      json_decref(arguments);
      ++*asked;
    }
    qq_wxpay_event_free(&event);
  }
}

static void a_signer_of_the_host(void) {
  char *with_key = parts_of(",\"signs\":true");
  json_t *parts = json_loads(with_key, 0, NULL), *variables = json_object_get(parts, "variables");
  free(with_key);
  const char *pem = text_of(variables, "QQ_WXPAY_MERCHANT_PRIVATE_KEY");
  BIO *bytes = BIO_new_mem_buf(pem, -1);
  EVP_PKEY *key = PEM_read_bio_PrivateKey(bytes, NULL, NULL, NULL);
  BIO_free(bytes);
  CHECK(key != NULL);
  json_object_del(variables, "QQ_WXPAY_MERCHANT_PRIVATE_KEY");
  char *text = json_dumps(parts, JSON_COMPACT);
  json_decref(parts);
  qq_wxpay_handle queue = queue_new();
  qq_wxpay_result made, result;
  qq_wxpay_client_new(bytes_of(text), queue, 0, &made);
  free(text);
  if (made.status != QQ_WXPAY_OK) fprintf(stderr, "%s\n", (char *)made.text.data);
  CHECK(made.status == QQ_WXPAY_OK);
  int asked = 0;
  qq_wxpay_bytes query = bytes_of("{\"out_trade_no\":\"T-objects-1\"}");
  qq_wxpay_bytes prepare = bytes_of("{\"operation\":\"query_order\",\"arguments\":{\"out_trade_no\":\"T-objects-1\"}}");
  qq_wxpay_begin(made.handle, bytes_of("query_order"), query, bytes_of(NULL), 0, 1, &result);
  result = signed_call(queue, key, 1, &asked);
  CHECK(result.status == QQ_WXPAY_OK); /* the sandbox has verified it */
  qq_wxpay_buffer_free(result.text);
  qq_wxpay_begin(made.handle, bytes_of("prepare"), prepare, bytes_of(NULL), 0, 2, &result);
  result = signed_call(queue, key, 2, &asked);
  CHECK(result.status == QQ_WXPAY_OK);
  CHECK(result.handle != 0);
  qq_wxpay_buffer_free(result.text);
  qq_wxpay_release(result.handle);
  CHECK(asked == 2);
  qq_wxpay_begin(made.handle, bytes_of("query_order"), query, bytes_of(NULL), 0, 3, &result);
  result = signed_call(queue, NULL, 3, &asked);
  fails(&result, "SIGNATURE_UNUSABLE");
  EVP_PKEY_free(key);
  qq_wxpay_release(made.handle);
  qq_wxpay_release(queue);
}

static void names_that_are_kept(qq_wxpay_handle client) {
  CHECK(qq_wxpay_kept(bytes_of("shop")) == 0);
  CHECK(qq_wxpay_keep(bytes_of("shop"), client));
  CHECK(qq_wxpay_kept(bytes_of("shop")) == client);
  qq_wxpay_handle queue = queue_new();
  CHECK(qq_wxpay_keep(bytes_of("shop"), queue));
  CHECK(qq_wxpay_kept(bytes_of("shop")) == queue);
  qq_wxpay_release(queue);
  CHECK(qq_wxpay_kept(bytes_of("shop")) == 0);
  CHECK(qq_wxpay_keep(bytes_of("shop"), client));
  CHECK(qq_wxpay_keep(bytes_of("shop"), 0)); /* forgotten, and not released */
  CHECK(qq_wxpay_kept(bytes_of("shop")) == 0);
  CHECK(!qq_wxpay_keep((qq_wxpay_bytes){NULL, 5}, client));
  CHECK(qq_wxpay_kept((qq_wxpay_bytes){NULL, 5}) == 0);
  for (int number = 0; number <= 1000; number++) {
    char *name = format("name %d", number);
    CHECK(qq_wxpay_keep(bytes_of(name), client) == (number < 1000));
    free(name);
  }
  json_decref(call_ok(client, "merchant", ""));
}

int main(void) {
  qq_wxpay_handle client = client_with(NULL, 0, 0);
  paid(client, "T-objects-1");
  a_bill(client);
  open_orders(client);
  a_prepared_request(client);
  a_signer_of_the_host();
  names_that_are_kept(client);
  qq_wxpay_release(client);
  stop_sandbox();
  qq_wxpay_shut_down(1000);
  puts("objects: ok");
  return 0;
}
