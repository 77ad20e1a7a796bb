/* What the tests in C share: checks that name their place, bytes, calls with JSON, and one sandbox. */
#ifndef QQ_WXPAY_TESTS_SUPPORT_H
#define QQ_WXPAY_TESTS_SUPPORT_H

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "qq_wxpay.h"
#include "qq_wxpay_testing.h"

/* Ends the test with its place when something does not hold. */
#define CHECK(condition)                                                                    \
  do {                                                                                      \
    if (!(condition)) {                                                                     \
      fprintf(stderr, "%s:%d: %s does not hold: %s\n", __FILE__, __LINE__, __func__, #condition); \
      abort();                                                                              \
    }                                                                                       \
  } while (0)

/* A text as bytes; NULL: none. */
qq_wxpay_bytes bytes_of(const char *text);

/* Whether a buffer holds exactly this text. */
bool holds(qq_wxpay_buffer buffer, const char *text);

/* A call with its arguments as text; the result is the caller's. */
qq_wxpay_result call_raw(qq_wxpay_handle object, const char *method, const char *arguments);

/* A call that must go well; its JSON, NULL when there is no text. */
json_t *call_ok(qq_wxpay_handle object, const char *method, const char *arguments);

/* A call that must fail with this code; the error. */
json_t *call_fails(qq_wxpay_handle object, const char *method, const char *arguments, const char *code);

/* Checks that a result failed with this code and frees it. */
void fails(qq_wxpay_result *result, const char *code);

/* A call that must give an object; the handle. */
qq_wxpay_handle call_object(qq_wxpay_handle object, const char *method, const char *arguments);

/* The text of a member; the test ends without one. */
const char *text_of(const json_t *object, const char *name);

/* A method of the test kit, which must go well. `handle` may be NULL. */
json_t *testing(const char *method, const char *arguments, qq_wxpay_handle *handle);

/* Starts the sandbox of this test with options as JSON. */
void start_sandbox(const char *options);

/* The sandbox of this test, started when it is asked for first. */
qq_wxpay_handle sandbox(void);

/* What is done to the sandbox; arguments as JSON text, without being freed here. */
json_t *steer(const char *action, const char *arguments);

/* Ends the sandbox. */
void stop_sandbox(void);

/* The parts of a client of the sandbox as JSON; `more` is put behind the variables, such as ",\"sends\":true". The caller frees it. */
char *parts_of(const char *more);

/* A client of the sandbox with these parts and this queue. */
qq_wxpay_handle client_with(const char *more, qq_wxpay_handle queue, uint64_t tag);

/* A client of the test kit, which needs no sandbox, with these parts. */
qq_wxpay_handle client_of_the_kit(const char *more);

/* A queue that is fetched from. */
qq_wxpay_handle queue_new(void);

/* A text by a format; the caller frees it. */
char *format(const char *pattern, ...);

#endif
