package lib

// #cgo LDFLAGS: -L${SRCDIR} -lqq_wxpay_testing_c -Wl,-rpath,${SRCDIR}
import "C"
