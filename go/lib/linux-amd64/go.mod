module qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64

go 1.24
