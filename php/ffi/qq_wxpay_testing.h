typedef struct qq_wxpay_buffer {
  uint8_t *data;
  size_t length;
} qq_wxpay_buffer;
typedef uint64_t qq_wxpay_handle;
typedef struct qq_wxpay_result {
  int32_t status;
  qq_wxpay_handle handle;
  uint64_t question;
  struct qq_wxpay_buffer text;
} qq_wxpay_result;
typedef struct qq_wxpay_event {
  uint32_t kind;
  qq_wxpay_handle source;
  uint64_t tag;
  uint64_t question;
  struct qq_wxpay_buffer name;
  struct qq_wxpay_result result;
} qq_wxpay_event;
typedef void (*qq_wxpay_callback)(void *context, struct qq_wxpay_event *event);
typedef struct qq_wxpay_bytes {
  const uint8_t *data;
  size_t length;
} qq_wxpay_bytes;
const char *qq_wxpay_testing_library_version(void);
int32_t qq_wxpay_testing_call(qq_wxpay_bytes method,
                              qq_wxpay_bytes arguments,
                              qq_wxpay_result *out);
void qq_wxpay_testing_buffer_free(qq_wxpay_buffer buffer);
