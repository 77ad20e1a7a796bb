//go:build cgo && windows && amd64

package native

import _ "qqwxpay.com/qq-wxpay.git/go/lib/windows-amd64" // the library
