module example.com/soak

go 1.24

require qqwxpay.com/qq-wxpay.git/go v0.1.0

require (
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-amd64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-arm64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64-musl v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64-musl v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/lib/windows-amd64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-amd64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-arm64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64-musl v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64 v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64-musl v0.1.0 // indirect
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/windows-amd64 v0.1.0 // indirect
)

replace (
	qqwxpay.com/qq-wxpay.git/go => ../../../go
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-amd64 => ../../../go/lib/darwin-amd64
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-arm64 => ../../../go/lib/darwin-arm64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64 => ../../../go/lib/linux-amd64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64-musl => ../../../go/lib/linux-amd64-musl
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64 => ../../../go/lib/linux-arm64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64-musl => ../../../go/lib/linux-arm64-musl
	qqwxpay.com/qq-wxpay.git/go/lib/windows-amd64 => ../../../go/lib/windows-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-amd64 => ../../../go/qqwxpaytest/lib/darwin-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-arm64 => ../../../go/qqwxpaytest/lib/darwin-arm64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64 => ../../../go/qqwxpaytest/lib/linux-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64-musl => ../../../go/qqwxpaytest/lib/linux-amd64-musl
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64 => ../../../go/qqwxpaytest/lib/linux-arm64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64-musl => ../../../go/qqwxpaytest/lib/linux-arm64-musl
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/windows-amd64 => ../../../go/qqwxpaytest/lib/windows-amd64
)
