//go:build cgo && darwin && arm64

package native

import _ "qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-arm64" // the library
