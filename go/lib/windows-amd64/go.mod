module qqwxpay.com/qq-wxpay.git/go/lib/windows-amd64

go 1.24
