// Package native is the border to the library that tests need: the test kit and the sandbox.
package native

/*
#include "qq_wxpay_testing.h"

static void go_testing_call(const void *method, size_t method_length, const void *arguments, size_t arguments_length, qq_wxpay_result *out) {
	qq_wxpay_bytes method_bytes = {method, method_length};
	qq_wxpay_bytes arguments_bytes = {arguments, arguments_length};
	qq_wxpay_testing_call(method_bytes, arguments_bytes, out);
}
*/
import "C"

import "unsafe"

// Call does what the test kit is asked by name, and waits for it. False: text tells why not, as JSON.
func Call(method string, arguments []byte) (handle uint64, text []byte, isDone bool) {
	var out C.qq_wxpay_result
	C.go_testing_call(unsafe.Pointer(unsafe.StringData(method)), C.size_t(len(method)),
		unsafe.Pointer(unsafe.SliceData(arguments)), C.size_t(len(arguments)), &out)
	text = C.GoBytes(unsafe.Pointer(out.text.data), C.int(out.text.length))
	C.qq_wxpay_testing_buffer_free(out.text)
	return uint64(out.handle), text, out.status == C.QQ_WXPAY_OK
}

// Version is that of the library.
func Version() string { return C.GoString(C.qq_wxpay_testing_library_version()) }
