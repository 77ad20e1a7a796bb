//go:build cgo && darwin && amd64

package native

import _ "qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-amd64" // the library
