//go:build cgo && linux && arm64 && musl

package native

import _ "qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64-musl" // the library
