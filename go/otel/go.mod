module qqwxpay.com/qq-wxpay.git/go/otel

go 1.26.0

require (
	go.opentelemetry.io/otel v1.47.0
	go.opentelemetry.io/otel/metric v1.47.0
	go.opentelemetry.io/otel/sdk v1.47.0
	go.opentelemetry.io/otel/sdk/metric v1.47.0
	go.opentelemetry.io/otel/trace v1.47.0
	qqwxpay.com/qq-wxpay.git/go v0.1.0
)

require (
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/go-logr/logr v1.4.4 // indirect
	github.com/go-logr/stdr v1.2.2 // indirect
	github.com/google/uuid v1.6.0 // indirect
	go.opentelemetry.io/auto/sdk v1.2.1 // indirect
	go.opentelemetry.io/otel/log v1.47.0 // indirect
	golang.org/x/sys v0.48.0 // indirect
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
	qqwxpay.com/qq-wxpay.git/go => ..
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-amd64 => ../lib/darwin-amd64
	qqwxpay.com/qq-wxpay.git/go/lib/darwin-arm64 => ../lib/darwin-arm64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64 => ../lib/linux-amd64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-amd64-musl => ../lib/linux-amd64-musl
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64 => ../lib/linux-arm64
	qqwxpay.com/qq-wxpay.git/go/lib/linux-arm64-musl => ../lib/linux-arm64-musl
	qqwxpay.com/qq-wxpay.git/go/lib/windows-amd64 => ../lib/windows-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-amd64 => ../qqwxpaytest/lib/darwin-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/darwin-arm64 => ../qqwxpaytest/lib/darwin-arm64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64 => ../qqwxpaytest/lib/linux-amd64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-amd64-musl => ../qqwxpaytest/lib/linux-amd64-musl
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64 => ../qqwxpaytest/lib/linux-arm64
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/linux-arm64-musl => ../qqwxpaytest/lib/linux-arm64-musl
	qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/lib/windows-amd64 => ../qqwxpaytest/lib/windows-amd64
)
