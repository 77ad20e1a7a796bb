package lib

// #cgo LDFLAGS: -L${SRCDIR} -lqq_wxpay_testing_c
import "C"
