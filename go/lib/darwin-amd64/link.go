package lib

// #cgo LDFLAGS: ${SRCDIR}/libqq_wxpay_c.a -framework Security -framework CoreFoundation -framework SystemConfiguration
import "C"
