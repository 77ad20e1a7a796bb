module qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/windows-amd64

go 1.24
