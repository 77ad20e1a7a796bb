// Package lib links the library of the test kit for linux/amd64 with musl (the build tag musl). It is part of qqwxpay.com/qq-wxpay.git/go/qqwxpaytest, and of no use alone.
//
// The library itself is not in the repository: the release puts it here (go/scripts/fill).
package lib
