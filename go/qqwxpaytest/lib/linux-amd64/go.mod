module qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64

go 1.24
