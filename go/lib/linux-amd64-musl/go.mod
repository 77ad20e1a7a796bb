module qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64-musl

go 1.24
