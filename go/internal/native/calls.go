// Package native is the border to the library in Rust: one coarse call per job, JSON text in and out. Nothing of C leaves it.
package native

/*
#include "qq_wxpay.h"

static qq_wxpay_bytes bytes_of(const void *data, size_t length) {
	qq_wxpay_bytes bytes = {data, length};
	return bytes;
}

static void go_client_new(const void *parts, size_t length, uint64_t queue, uint64_t tag, qq_wxpay_result *out) {
	qq_wxpay_client_new(bytes_of(parts, length), queue, tag, out);
}

static void go_call(uint64_t object, const void *method, size_t method_length, const void *arguments, size_t arguments_length,
                    const void *body, size_t body_length, uint64_t timeout_ms, qq_wxpay_result *out) {
	qq_wxpay_call(object, bytes_of(method, method_length), bytes_of(arguments, arguments_length), bytes_of(body, body_length), timeout_ms, out);
}

static void go_begin(uint64_t object, const void *method, size_t method_length, const void *arguments, size_t arguments_length,
                     const void *body, size_t body_length, uint64_t timeout_ms, uint64_t tag, qq_wxpay_result *out) {
	qq_wxpay_begin(object, bytes_of(method, method_length), bytes_of(arguments, arguments_length), bytes_of(body, body_length), timeout_ms, tag, out);
}

static void go_answer(uint64_t client, uint64_t question, const void *answer, size_t length, int failed) {
	qq_wxpay_answer(client, question, bytes_of(answer, length), failed);
}

// None of them calls back into Go, and none keeps what it is given.
#cgo nocallback go_client_new
#cgo noescape go_client_new
#cgo nocallback go_call
#cgo noescape go_call
#cgo nocallback go_begin
#cgo noescape go_begin
#cgo nocallback go_answer
#cgo noescape go_answer
#cgo nocallback qq_wxpay_next_events
#cgo noescape qq_wxpay_next_events
#cgo nocallback qq_wxpay_event_free
#cgo noescape qq_wxpay_event_free
*/
import "C"

import "unsafe"

// How a call went.
const (
	StatusOK      = int32(C.QQ_WXPAY_OK)
	StatusFailed  = int32(C.QQ_WXPAY_FAILED)
	StatusNothing = int32(C.QQ_WXPAY_NOTHING)
)

// What an event is.
const (
	EventEnded    = uint32(C.QQ_WXPAY_ENDED)
	EventQuestion = uint32(C.QQ_WXPAY_QUESTION)
	EventObserved = uint32(C.QQ_WXPAY_OBSERVED)
)

// Result is how a call went: its text is JSON, the result or the error.
type Result struct {
	Status   int32
	Handle   uint64
	Question uint64
	Text     []byte
}

// Event is what the library tells.
type Event struct {
	Kind     uint32
	Tag      uint64
	Question uint64
	Name     string
	Result   Result
}

// Version is that of the library.
func Version() string { return C.GoString(C.qq_wxpay_library_version()) }

// SchemaHash tells what the library's types were generated from.
func SchemaHash() string { return C.GoString(C.qq_wxpay_schema_hash()) }

// ABIVersions are that of the library and that of the header.
func ABIVersions() (library, header uint32) {
	return uint32(C.qq_wxpay_abi_version()), uint32(C.QQ_WXPAY_ABI_VERSION)
}

// ClientNew makes a client.
func ClientNew(parts []byte, queue, tag uint64) Result {
	var out C.qq_wxpay_result
	C.go_client_new(pointer(parts), C.size_t(len(parts)), C.uint64_t(queue), C.uint64_t(tag), &out)
	return taken(&out)
}

// Call does what is asked of an object, and waits for it: for what needs no network and no function of the host.
func Call(object uint64, method string, arguments, body []byte) Result {
	var out C.qq_wxpay_result
	C.go_call(C.uint64_t(object), unsafe.Pointer(unsafe.StringData(method)), C.size_t(len(method)),
		pointer(arguments), C.size_t(len(arguments)), pointer(body), C.size_t(len(body)), 0, &out)
	return taken(&out)
}

// Begin begins the same; its end is an event with the tag.
func Begin(object uint64, method string, arguments, body []byte, timeoutMS, tag uint64) Result {
	var out C.qq_wxpay_result
	C.go_begin(C.uint64_t(object), unsafe.Pointer(unsafe.StringData(method)), C.size_t(len(method)),
		pointer(arguments), C.size_t(len(arguments)), pointer(body), C.size_t(len(body)), C.uint64_t(timeoutMS), C.uint64_t(tag), &out)
	return taken(&out)
}

// Cancel ends a call where it stands. Its end is told all the same.
func Cancel(call uint64) { C.qq_wxpay_cancel(C.uint64_t(call)) }

// Answer answers a question; nil: the function of the host failed.
func Answer(client, question uint64, answer []byte) {
	failed := C.int(0)
	if answer == nil {
		failed = 1
	}
	C.go_answer(C.uint64_t(client), C.uint64_t(question), pointer(answer), C.size_t(len(answer)), failed)
}

// Release lets go of an object.
func Release(object uint64) { C.qq_wxpay_release(C.uint64_t(object)) }

func pointer(bytes []byte) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(bytes)) }

// taken copies a result, and frees what the library held of it.
func taken(out *C.qq_wxpay_result) Result {
	result := copied(out)
	C.qq_wxpay_buffer_free(out.text)
	return result
}

func copied(out *C.qq_wxpay_result) Result {
	return Result{
		Status:   int32(out.status),
		Handle:   uint64(out.handle),
		Question: uint64(out.question),
		Text:     C.GoBytes(unsafe.Pointer(out.text.data), C.int(out.text.length)),
	}
}

func queueNew() Result {
	var out C.qq_wxpay_result
	C.qq_wxpay_queue_new(nil, nil, &out)
	return taken(&out)
}

func queueDescriptor(queue uint64) int { return int(C.qq_wxpay_queue_descriptor(C.uint64_t(queue))) }

// batch is room for events that are fetched at once.
type batch [64]C.qq_wxpay_event

// next fetches events, and hands each on; how many. Below 0: the queue is gone.
func (b *batch) next(queue, timeoutMS uint64, handle func(Event)) int {
	count := int(C.qq_wxpay_next_events(C.uint64_t(queue), C.uint64_t(timeoutMS), &b[0], C.size_t(len(b))))
	for index := range max(count, 0) {
		raw := &b[index]
		event := Event{
			Kind:     uint32(raw.kind),
			Tag:      uint64(raw.tag),
			Question: uint64(raw.question),
			Name:     C.GoStringN((*C.char)(unsafe.Pointer(raw.name.data)), C.int(raw.name.length)),
			Result:   copied(&raw.result),
		}
		C.qq_wxpay_event_free(raw)
		handle(event)
	}
	return count
}
