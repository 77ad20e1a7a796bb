#ifndef QQ_WXPAY_H
#define QQ_WXPAY_H
#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>
#define QQ_WXPAY_ABI_VERSION 1
#define QQ_WXPAY_OK 0
#define QQ_WXPAY_FAILED 1
#define QQ_WXPAY_NOTHING 2
#define QQ_WXPAY_EVENT_ENDED 1
#define QQ_WXPAY_EVENT_QUESTION 2
#define QQ_WXPAY_EVENT_OBSERVED 3
typedef uint64_t qq_wxpay_handle;
typedef struct { const uint8_t *data; size_t length; } qq_wxpay_bytes;
typedef struct { uint8_t *data; size_t length; } qq_wxpay_buffer;
typedef struct { int32_t status; qq_wxpay_handle handle; uint64_t question; qq_wxpay_buffer text; } qq_wxpay_result;
typedef struct { uint32_t kind; qq_wxpay_handle source; uint64_t tag; uint64_t question; qq_wxpay_buffer name; qq_wxpay_result result; } qq_wxpay_event;
typedef void (*qq_wxpay_callback)(void *context, qq_wxpay_event *event);
uint32_t qq_wxpay_abi_version(void);
const char *qq_wxpay_library_version(void);
const char *qq_wxpay_schema_hash(void);
int32_t qq_wxpay_queue_new(qq_wxpay_callback callback, void *context, qq_wxpay_result *out);
int32_t qq_wxpay_queue_descriptor(qq_wxpay_handle queue);
int64_t qq_wxpay_next_events(qq_wxpay_handle queue, uint64_t timeout_ms, qq_wxpay_event *events, size_t capacity);
void qq_wxpay_event_free(qq_wxpay_event *event);
int32_t qq_wxpay_client_new(qq_wxpay_bytes parts, qq_wxpay_handle queue, uint64_t tag, qq_wxpay_result *out);
int32_t qq_wxpay_call(qq_wxpay_handle object, qq_wxpay_bytes method, qq_wxpay_bytes arguments, qq_wxpay_bytes body, uint64_t timeout_ms, qq_wxpay_result *out);
int32_t qq_wxpay_begin(qq_wxpay_handle object, qq_wxpay_bytes method, qq_wxpay_bytes arguments, qq_wxpay_bytes body, uint64_t timeout_ms, uint64_t tag, qq_wxpay_result *out);
void qq_wxpay_cancel(qq_wxpay_handle call);
void qq_wxpay_answer(qq_wxpay_handle client, uint64_t question, qq_wxpay_bytes answer, uint8_t failed);
void qq_wxpay_release(qq_wxpay_handle object);
void qq_wxpay_buffer_free(qq_wxpay_buffer buffer);
void qq_wxpay_shut_down(uint64_t patience_ms);
#endif
