module qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64

go 1.24
