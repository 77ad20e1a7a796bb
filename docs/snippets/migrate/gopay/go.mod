module example.com/migrate

go 1.24.0

require (
	github.com/go-pay/crypto v0.0.1
	github.com/go-pay/gopay v1.5.118
	qqwxpay.com/qq-wxpay.git/go v0.1.0
)

require (
	github.com/go-pay/errgroup v0.0.3 // indirect
	github.com/go-pay/smap v0.0.2 // indirect
	github.com/go-pay/util v0.0.4 // indirect
	github.com/go-pay/xlog v0.0.3 // indirect
	github.com/go-pay/xtime v0.0.2 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-amd64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-arm64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64-musl v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64-musl v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/windows-amd64 v0.1.0 // indirect
)

replace (
	qqwxpay.com/qq-wxpay.git/go => ../../../../go
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-amd64 => ../../../../go/lib/darwin-amd64
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-arm64 => ../../../../go/lib/darwin-arm64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64 => ../../../../go/lib/linux-amd64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64-musl => ../../../../go/lib/linux-amd64-musl
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64 => ../../../../go/lib/linux-arm64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64-musl => ../../../../go/lib/linux-arm64-musl
	qqwxpay.com/qq-wxpay.git/go/lib/windows-amd64 => ../../../../go/lib/windows-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-amd64 => ../../../../go/qqwxpaytest/lib/darwin-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-arm64 => ../../../../go/qqwxpaytest/lib/darwin-arm64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64 => ../../../../go/qqwxpaytest/lib/linux-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64-musl => ../../../../go/qqwxpaytest/lib/linux-amd64-musl
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64 => ../../../../go/qqwxpaytest/lib/linux-arm64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64-musl => ../../../../go/qqwxpaytest/lib/linux-arm64-musl
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/windows-amd64 => ../../../../go/qqwxpaytest/lib/windows-amd64
)
