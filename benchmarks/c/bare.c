/* OpenSSL's bare signature and verification with RSA-2048: one half of the floor, of which AWS-LC is the other. */
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "figures.h"

#define CHECK(right) ((right) ? (void)0 : (perror(#right), exit(1)))

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

static void bare(const char *row, void (*once)(const void *), const void *key, int calls) {
  char figure[100];
  snprintf(figure, sizeof figure, "\"beside\":{\"OpenSSL\":%.2f}", median_of(once, key, calls));
  tell(row, "us", "processor", figure);
}

int main(void) {
  EVP_PKEY *key = EVP_RSA_gen(2048);
  CHECK(key != NULL);
  bare("bare-sign", bare_sign, key, 20);
  bare("bare-verify", bare_verify, key, 200);
  EVP_PKEY_free(key);
  return 0;
}
