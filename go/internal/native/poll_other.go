//go:build cgo && !unix

package native

import "os"

// There are no descriptors here that the poller takes: a thread waits.
func pollable(int) *os.File { return nil }
