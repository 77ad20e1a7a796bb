go get qqwxpay.com/qq-wxpay.git/go
