module qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64-musl

go 1.24
