module qqwxpay.com/qq-wxpay.git/go

go 1.24

require (
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-amd64 v0.1.0
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-arm64 v0.1.0
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64 v0.1.0
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64-musl v0.1.0
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64 v0.1.0
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64-musl v0.1.0
	qqwxpay.com/qq-wxpay.git/go/lib/windows-amd64 v0.1.0
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-amd64 v0.1.0
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-arm64 v0.1.0
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64 v0.1.0
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64-musl v0.1.0
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64 v0.1.0
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64-musl v0.1.0
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/windows-amd64 v0.1.0
)

// In the repository; whoever takes the package gets the modules of the release.
replace (
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-amd64 => ./lib/darwin-amd64
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-arm64 => ./lib/darwin-arm64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64 => ./lib/linux-amd64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64-musl => ./lib/linux-amd64-musl
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64 => ./lib/linux-arm64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64-musl => ./lib/linux-arm64-musl
	qqwxpay.com/qq-wxpay.git/go/lib/windows-amd64 => ./lib/windows-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-amd64 => ./qqwxpaytest/lib/darwin-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-arm64 => ./qqwxpaytest/lib/darwin-arm64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64 => ./qqwxpaytest/lib/linux-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64-musl => ./qqwxpaytest/lib/linux-amd64-musl
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64 => ./qqwxpaytest/lib/linux-arm64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64-musl => ./qqwxpaytest/lib/linux-arm64-musl
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/windows-amd64 => ./qqwxpaytest/lib/windows-amd64
)
