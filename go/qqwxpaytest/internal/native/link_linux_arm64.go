//go:build cgo && linux && arm64 && !musl

package native

import _ "qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64" // the library
