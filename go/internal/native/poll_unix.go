//go:build cgo && unix

package native

import (
	"os"
	"syscall"
)

// pollable is a file of our own over the queue's descriptor, for the poller; nil where that is not possible. Nothing is read from it.
func pollable(descriptor int) *os.File {
	if descriptor < 0 {
		return nil
	}
	// The library closes its own; this one belongs to Go. No child may get it.
	syscall.ForkLock.RLock()
	own, err := syscall.Dup(descriptor)
	if err == nil {
		syscall.CloseOnExec(own)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil
	}
	return os.NewFile(uintptr(own), "qq-wxpay events")
}
