module qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-amd64

go 1.24
