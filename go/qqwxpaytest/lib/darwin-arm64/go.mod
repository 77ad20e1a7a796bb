module qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-arm64

go 1.24
