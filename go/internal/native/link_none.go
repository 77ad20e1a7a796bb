//go:build cgo && !((linux && (amd64 || arm64)) || (darwin && (amd64 || arm64)) || (windows && amd64))

package native

// There is no library for this system: the name is what the compiler says.
var _ = qq_wxpay_HAS_NO_LIBRARY_FOR_THIS_SYSTEM_see_the_README
