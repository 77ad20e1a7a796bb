module qqwxpay.com/qq-wxpay.git/go/examples/echo

go 1.26.0

require (
	github.com/labstack/echo/v4 v4.16.4
	qqwxpay.com/qq-wxpay.git/go v0.1.0
)

require (
	github.com/labstack/gommon v0.5.0 // indirect
	github.com/mattn/go-colorable v0.1.15 // indirect
	github.com/mattn/go-isatty v0.0.22 // indirect
	github.com/valyala/bytebufferpool v1.0.0 // indirect
	github.com/valyala/fasttemplate v1.2.2 // indirect
	golang.org/x/crypto v0.57.0 // indirect
	golang.org/x/net v0.60.0 // indirect
	golang.org/x/sys v0.48.0 // indirect
	golang.org/x/text v0.42.0 // indirect
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
	qqwxpay.com/qq-wxpay.git/go => ../..
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-amd64 => ../../lib/darwin-amd64
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-arm64 => ../../lib/darwin-arm64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64 => ../../lib/linux-amd64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64-musl => ../../lib/linux-amd64-musl
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64 => ../../lib/linux-arm64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64-musl => ../../lib/linux-arm64-musl
	qqwxpay.com/qq-wxpay.git/go/lib/windows-amd64 => ../../lib/windows-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-amd64 => ../../qqwxpaytest/lib/darwin-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-arm64 => ../../qqwxpaytest/lib/darwin-arm64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64 => ../../qqwxpaytest/lib/linux-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64-musl => ../../qqwxpaytest/lib/linux-amd64-musl
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64 => ../../qqwxpaytest/lib/linux-arm64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64-musl => ../../qqwxpaytest/lib/linux-arm64-musl
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/windows-amd64 => ../../qqwxpaytest/lib/windows-amd64
)
