module qqwxpay.com/qq-wxpay.git/go/examples/hertz

go 1.24

require (
	github.com/cloudwego/hertz v0.10.4
	qqwxpay.com/qq-wxpay.git/go v0.1.0
)

require (
	github.com/bytedance/gopkg v0.1.3 // indirect
	github.com/bytedance/sonic v1.15.0 // indirect
	github.com/bytedance/sonic/loader v0.5.0 // indirect
	github.com/cloudwego/base64x v0.1.6 // indirect
	github.com/cloudwego/gopkg v0.1.4 // indirect
	github.com/cloudwego/netpoll v0.7.2 // indirect
	github.com/fsnotify/fsnotify v1.5.4 // indirect
	github.com/klauspost/cpuid/v2 v2.2.9 // indirect
	github.com/tidwall/gjson v1.14.4 // indirect
	github.com/tidwall/match v1.1.1 // indirect
	github.com/tidwall/pretty v1.2.0 // indirect
	github.com/twitchyliquid64/golang-asm v0.15.1 // indirect
	golang.org/x/arch v0.0.0-20210923205945-b76863e36670 // indirect
	golang.org/x/sys v0.24.0 // indirect
	google.golang.org/protobuf v1.34.1 // indirect
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
