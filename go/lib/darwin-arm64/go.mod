module qqwxpay.com/qq-wxpay.git/go/lib/darwin-arm64

go 1.24
