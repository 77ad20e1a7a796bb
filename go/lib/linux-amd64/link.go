package lib

// #cgo LDFLAGS: ${SRCDIR}/libqq_wxpay_c.a -lm -ldl -lpthread
import "C"
