package qqwxpay

import (
	"context"
	"sync"
	"sync/atomic"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

// core is a client without its public face: goroutines of the package hold it, so that one that nobody holds any more can be closed.
type core struct {
	host   *host
	queue  *native.Queue
	handle uint64

	mu       sync.Mutex
	underWay int
	isClosed bool
	stopped  chan struct{}
}

func newCore(chosen choices) *core {
	return &core{host: newHost(chosen), stopped: make(chan struct{})}
}

// begin makes the client of the library.
func (c *core) begin(parts []byte) error {
	queue, err := native.NewQueue(c.host.told)
	if err != nil {
		return err
	}
	c.queue = queue
	made := native.ClientNew(parts, queue.Handle, 0)
	if made.Status != native.StatusOK {
		queue.Stop()
		c.host.end()
		return readError(made.Text)
	}
	c.handle = made.Handle
	c.host.begin(made.Handle)
	return nil
}

// enter counts a call that is under way. False: the client is closed.
func (c *core) enter() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.isClosed {
		return false
	}
	c.underWay++
	return true
}

// leave ends what enter began; the last call of a closed client lets go of it.
func (c *core) leave() {
	c.mu.Lock()
	c.underWay--
	isLast := c.isClosed && c.underWay == 0
	c.mu.Unlock()
	if isLast {
		c.stop()
	}
}

func (c *core) close() {
	c.mu.Lock()
	wasClosed, isIdle := c.isClosed, c.underWay == 0
	c.isClosed = true
	c.mu.Unlock()
	if wasClosed {
		return
	}
	native.Release(c.handle)
	if isIdle {
		c.stop()
	}
}

func (c *core) stop() {
	c.queue.Stop()
	c.host.end()
	close(c.stopped)
}

// invoke does what is asked of an object of this client, and waits for its end or for that of the context.
func (c *core) invoke(ctx context.Context, object uint64, method string, arguments, body []byte) (native.Result, error) {
	if err := c.host.refuseReentry(ctx); err != nil {
		return native.Result{}, err
	}
	if ctx.Err() != nil {
		return native.Result{}, notSent(ctx)
	}
	if !c.enter() {
		return native.Result{}, facadeError("CLIENT_CLOSED", "", "")
	}
	defer c.leave()
	tag, ended := c.queue.Expect()
	begun := native.Begin(object, method, arguments, body, limit(ctx), tag)
	if begun.Status != native.StatusOK {
		c.queue.Forget(tag)
		return native.Result{}, c.failure(begun)
	}
	var result native.Result
	select {
	case result = <-ended:
	case <-ctx.Done():
		native.Cancel(begun.Handle)
		result = <-ended
	}
	if result.Status != native.StatusFailed {
		return result, nil
	}
	err := c.failure(result)
	err.endedWith(ctx)
	return native.Result{}, err
}

// now does what needs no network, without a context.
func (c *core) now(object uint64, method string, arguments, body []byte) (native.Result, error) {
	result := native.Call(object, method, arguments, body)
	if result.Status == native.StatusFailed {
		return native.Result{}, c.failure(result)
	}
	return result, nil
}

// failure is the error of the library, with what a function of the host returned behind it.
func (c *core) failure(result native.Result) *Error {
	err := readError(result.Text)
	if result.Question != 0 {
		if thrown := c.host.takeFailure(result.Question); thrown != nil {
			err.causes = append(err.causes, thrown)
		}
	}
	return err
}

// object is something of the library's that is let go of once.
type object struct {
	handle   uint64
	released atomic.Bool
}

// now does what no function of a host can have a part in; what is given may be nil.
func (o *object) now(method string, given any, body []byte) (native.Result, error) {
	var arguments []byte
	if given != nil {
		text, err := encode(given)
		if err != nil {
			return native.Result{}, err
		}
		arguments = text
	}
	result := native.Call(o.handle, method, arguments, body)
	if result.Status == native.StatusFailed {
		return native.Result{}, readError(result.Text)
	}
	return result, nil
}

func (o *object) release() {
	if o.released.CompareAndSwap(false, true) {
		native.Release(o.handle)
	}
}
