//go:build cgo && darwin && amd64

package native

import _ "qqwxpay.com/qq-wxpay.git/go/lib/darwin-amd64" // the library
