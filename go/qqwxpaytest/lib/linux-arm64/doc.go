// Package lib links the library of the test kit for linux/arm64. It is part of qqwxpay.com/qq-wxpay.git/go/qqwxpaytest, and of no use alone.
//
// The library itself is not in the repository: the release puts it here (go/scripts/fill).
package lib
