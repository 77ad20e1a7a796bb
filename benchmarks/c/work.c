/*
 * What a call over the border to C takes: an order that is built and signed, a notification that is verified, opened and read. One line each: name and
 * microseconds of the processor. benchmarks/c/run holds them against the core called directly.
 */
#include "../../c/tests/support/support.h"

enum { ROUNDS = 60 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

struct work {
  qq_wxpay_handle client;
  const char *method;
  char *arguments;
  qq_wxpay_bytes body;
};

static void once(const struct work *work) {
  qq_wxpay_result result;
  qq_wxpay_call(work->client, bytes_of(work->method), bytes_of(work->arguments), work->body, 0, &result);
  CHECK(result.status == QQ_WXPAY_OK);
  qq_wxpay_buffer_free(result.text);
  qq_wxpay_release(result.handle);
}

/* The best of many short rounds: the machine does other things, too. */
static void best(const char *name, const struct work *work, int calls) {
  double least = 1e12;
  for (int round = 0; round < ROUNDS; round++) {
    double begin = now();
    for (int call = 0; call < calls; call++) once(work);
    double each = (now() - begin) / calls;
    if (each < least) least = each;
  }
  printf("%s %.2f\n", name, least);
}

int main(void) {
  qq_wxpay_handle client = client_of_the_kit(NULL);
  struct work order = {client, "prepare",
                       "{\"operation\":\"place_order\",\"access_token\":\"EXAMPLE+TOKEN/with=specials\",\"arguments\":{"
                       "\"out_trade_no\":\"T20261123000001\",\"description\":\"Blue mug\",\"amount\":{\"total\":1999},"
                       "\"scene_info\":{\"payer_client_ip\":\"203.0.113.7\"}}}",
                       {0}};
  best("order", &order, 20);

  json_t *signed_one = testing("signed_notification", "{\"kind\":\"payment\"}", NULL), *headers = json_array(), *value;
  const char *name;
  json_object_foreach(json_object_get(signed_one, "headers"), name, value) {
    json_array_append_new(headers, json_string(name));
    json_array_append(headers, value);
  }
  struct work notification = {client, "handle_notification", json_dumps(json_pack("{s:o}", "headers", headers), JSON_COMPACT),
                              bytes_of(text_of(signed_one, "body"))};
  best("notification", &notification, 200);
  struct work nothing = {0, "limits", "{}", {0}};
  best("nothing", &nothing, 2000);
  return 0;
}
