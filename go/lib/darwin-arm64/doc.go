// Package lib links the library in Rust for darwin/arm64. It is part of qqwxpay.com/qq-wxpay.git/go, and of no use alone.
//
// The library itself, libqq_wxpay_c.a, is not in the repository: the release puts it here (go/scripts/fill).
package lib
