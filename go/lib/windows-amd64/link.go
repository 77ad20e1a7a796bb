package lib

// #cgo LDFLAGS: ${SRCDIR}/libqq_wxpay_c.a -lbcrypt -lws2_32 -luserenv -lntdll -ladvapi32 -lcrypt32 -lsecur32 -lncrypt
import "C"
