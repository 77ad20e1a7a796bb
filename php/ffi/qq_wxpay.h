typedef uint64_t qq_wxpay_handle;
typedef struct { const uint8_t *data; size_t length; } qq_wxpay_bytes;
