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
uint32_t qq_wxpay_abi_version(void);
const char *qq_wxpay_library_version(void);
const char *qq_wxpay_schema_hash(void);
void qq_wxpay_buffer_free(struct qq_wxpay_buffer buffer);
void qq_wxpay_shut_down(uint64_t patience_ms);
int32_t qq_wxpay_queue_new(qq_wxpay_callback callback,
                           void *context,
                           struct qq_wxpay_result *out);
int32_t qq_wxpay_queue_descriptor(qq_wxpay_handle queue);
int64_t qq_wxpay_next_events(qq_wxpay_handle queue,
                             uint64_t timeout_ms,
                             struct qq_wxpay_event *events,
                             size_t capacity);
void qq_wxpay_event_free(struct qq_wxpay_event *event);
int32_t qq_wxpay_client_new(struct qq_wxpay_bytes parts,
                            qq_wxpay_handle queue,
                            uint64_t tag,
                            struct qq_wxpay_result *out);
int32_t qq_wxpay_call(qq_wxpay_handle object,
                      struct qq_wxpay_bytes method,
                      struct qq_wxpay_bytes arguments,
                      struct qq_wxpay_bytes body,
                      uint64_t timeout_ms,
                      struct qq_wxpay_result *out);
int32_t qq_wxpay_begin(qq_wxpay_handle object,
                       struct qq_wxpay_bytes method,
                       struct qq_wxpay_bytes arguments,
                       struct qq_wxpay_bytes body,
                       uint64_t timeout_ms,
                       uint64_t tag,
                       struct qq_wxpay_result *out);
void qq_wxpay_cancel(qq_wxpay_handle call);
void qq_wxpay_answer(qq_wxpay_handle client,
                     uint64_t question,
                     struct qq_wxpay_bytes answer,
                     bool failed);
void qq_wxpay_release(qq_wxpay_handle object);
bool qq_wxpay_keep(struct qq_wxpay_bytes name,
                   qq_wxpay_handle object);
qq_wxpay_handle qq_wxpay_kept(struct qq_wxpay_bytes name);
