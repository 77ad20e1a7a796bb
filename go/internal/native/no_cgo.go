//go:build !cgo

package native

// Without cgo this does not compile, and its name is what the compiler says.
var _ = qq_wxpay_needs_cgo_SET_CGO_ENABLED_1_AND_INSTALL_A_C_COMPILER
