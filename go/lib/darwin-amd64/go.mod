module qqwxpay.com/qq-wxpay.git/go/lib/darwin-amd64

go 1.24
