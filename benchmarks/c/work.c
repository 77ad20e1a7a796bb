/*
 * What a call over the border to C takes: an order that is built and signed, a notification that is verified, opened and read; and whether memory
 * grows. The bare operations and the core called directly, which stand beside it, are measured by the programs of the floor.
 */
#include "../../c/tests/support/support.h"
#include "figures.h"

struct call {
  qq_wxpay_handle client;
  const char *method;
  char *arguments;
  qq_wxpay_bytes body;
};

static void over_the_border(const void *work) {
  const struct call *call = work;
  qq_wxpay_result result;
  qq_wxpay_call(call->client, bytes_of(call->method), bytes_of(call->arguments), call->body, 0, &result);
  CHECK(result.status == QQ_WXPAY_OK);
  qq_wxpay_buffer_free(result.text);
  qq_wxpay_release(result.handle);
}

static void ours(const char *row, const struct call *call, int calls) {
  char figure[60];
  snprintf(figure, sizeof figure, "\"ours\":%.3f", median_of(over_the_border, call, calls));
  tell(row, "us", "processor", figure);
}

/* Memory of this process in MB, after so many operations: one in ten is an order. */
static double resident_after(long operations, const struct call *order, const struct call *notification) {
  for (long number = 0; number < operations; number++) over_the_border(number % 10 ? notification : order);
  FILE *status = fopen("/proc/self/status", "r");
  char line[200];
  long kibibytes = 0;
  while (status && fgets(line, sizeof line, status)) sscanf(line, "VmRSS: %ld", &kibibytes);
  if (status) fclose(status);
  return (double)kibibytes / 1000;
}

int main(void) {
  qq_wxpay_handle client = client_of_the_kit(NULL);
  struct call order = {client, "prepare",
                       "{\"operation\":\"place_order\",\"access_token\":\"EXAMPLE+TOKEN/with=specials\",\"arguments\":{"
                       "\"out_trade_no\":\"T20261123000001\",\"description\":\"Blue mug\",\"amount\":{\"total\":1999},"
                       "\"scene_info\":{\"payer_client_ip\":\"203.0.113.7\"}}}",
                       {0}};
  ours("order-work", &order, 20);

  json_t *signed_one = testing("signed_notification", "{\"kind\":\"payment\"}", NULL), *headers = json_array(), *value;
  const char *name;
  json_object_foreach(json_object_get(signed_one, "headers"), name, value) {
    json_array_append_new(headers, json_string(name));
    json_array_append(headers, value);
  }
  struct call notification = {client, "handle_notification", json_dumps(json_pack("{s:o}", "headers", headers), JSON_COMPACT),
                              bytes_of(text_of(signed_one, "body"))};
  ours("notification-work", &notification, 200);
  struct call nothing = {0, "limits", "{}", {0}};
  ours("nothing", &nothing, 2000);

  const char *given = getenv("OPERATIONS");
  long operations = given ? atol(given) : 100000;
  double first = resident_after(operations / 10, &order, &notification);
  double last = resident_after(operations - operations / 10, &order, &notification);
  char figure[100];
  snprintf(figure, sizeof figure, "\"ours\":%.2f,\"beside\":{\"the first tenth\":%.2f}", last, first);
  tell("memory-flat", "MB", NULL, figure);
  return 0;
}
