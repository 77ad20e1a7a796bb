//go:build cgo && linux && amd64 && !musl

package native

import _ "qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64" // the library
