/*
 * What a call over the border to C takes: an order that is built and signed, a notification that is verified, opened and read; and OpenSSL's bare
 * operations beside it. One line each: name and microseconds of the processor. benchmarks/c/run holds them against the core called directly.
 */
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "../../c/tests/support/support.h"

enum { ROUNDS = 60 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

/* The best of many short rounds: the machine does other things, too. */
static void best(const char *name, void (*once)(const void *), const void *work, int calls) {
  double least = 1e12;
  for (int round = 0; round < ROUNDS; round++) {
    double begin = now();
    for (int call = 0; call < calls; call++) once(work);
    double each = (now() - begin) / calls;
    if (each < least) least = each;
  }
  printf("%s %.2f\n", name, least);
}

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

/* As many bytes as an order's message has. */
static const unsigned char message[480] = {'x'};
static unsigned char signature[256];
static size_t length;

static void bare_sign(const void *key) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  length = sizeof signature;
  CHECK(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, (EVP_PKEY *)key) == 1);
  CHECK(EVP_DigestSign(context, signature, &length, message, sizeof message) == 1);
  EVP_MD_CTX_free(context);
}

static void bare_verify(const void *key) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  CHECK(EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, (EVP_PKEY *)key) == 1);
  CHECK(EVP_DigestVerify(context, signature, length, message, sizeof message) == 1);
  EVP_MD_CTX_free(context);
}

int main(void) {
  qq_wxpay_handle client = client_of_the_kit(NULL);
  struct call order = {client, "prepare",
                       "{\"operation\":\"place_order\",\"access_token\":\"EXAMPLE+TOKEN/with=specials\",\"arguments\":{"
                       "\"out_trade_no\":\"T20261123000001\",\"description\":\"Blue mug\",\"amount\":{\"total\":1999},"
                       "\"scene_info\":{\"payer_client_ip\":\"203.0.113.7\"}}}",
                       {0}};
  best("order", over_the_border, &order, 20);

  json_t *signed_one = testing("signed_notification", "{\"kind\":\"payment\"}", NULL), *headers = json_array(), *value;
  const char *name;
  json_object_foreach(json_object_get(signed_one, "headers"), name, value) {
    json_array_append_new(headers, json_string(name));
    json_array_append(headers, value);
  }
  struct call notification = {client, "handle_notification", json_dumps(json_pack("{s:o}", "headers", headers), JSON_COMPACT),
                              bytes_of(text_of(signed_one, "body"))};
  best("notification", over_the_border, &notification, 200);
  struct call nothing = {0, "limits", "{}", {0}};
  best("nothing", over_the_border, &nothing, 2000);

  EVP_PKEY *key = EVP_RSA_gen(2048);
  best("sign", bare_sign, key, 20);
  best("verify", bare_verify, key, 200);
  EVP_PKEY_free(key);
  return 0;
}
