//go:build cgo

package native

import (
	"errors"
	"os"
	"sync"
	"sync/atomic"
)

// Queue fetches the events of one client. Where the system has descriptors its goroutine waits in Go's poller and holds no thread.
type Queue struct {
	// Handle is the library's.
	Handle uint64

	// Told takes questions and what the client did. It is called by the one goroutine that fetches: it hands on, and waits for nothing.
	told func(Event)

	file    *os.File
	ended   chan struct{}
	ending  atomic.Bool
	tags    atomic.Uint64
	mu      sync.Mutex
	waiting map[uint64]chan Result
}

// errNoQueue: the system gave no descriptors.
var errNoQueue = errors.New("qq-wxpay: no queue of events: are there no descriptors left?")

// NewQueue makes a queue, and begins to fetch.
func NewQueue(told func(Event)) (*Queue, error) { return newQueue(told, true) }

func newQueue(told func(Event), polls bool) (*Queue, error) {
	made := queueNew()
	if made.Status != StatusOK {
		return nil, errNoQueue
	}
	queue := &Queue{Handle: made.Handle, told: told, ended: make(chan struct{}), waiting: map[uint64]chan Result{}}
	if polls {
		queue.file = pollable(queueDescriptor(made.Handle))
	}
	go queue.run()
	return queue, nil
}

// Expect makes a tag for a call, and the channel that takes its end.
func (q *Queue) Expect() (uint64, <-chan Result) {
	tag := q.tags.Add(1)
	end := make(chan Result, 1)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting[tag] = end
	return tag, end
}

// Forget lets go of a tag whose call did not begin.
func (q *Queue) Forget(tag uint64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.waiting, tag)
}

// Stop ends the fetching and waits for its goroutine. Nobody may wait for a call by then.
func (q *Queue) Stop() {
	q.ending.Store(true)
	if q.file == nil {
		Release(q.Handle) // it wakes whoever waits for events
	} else {
		_ = q.file.Close()
	}
	<-q.ended
}

func (q *Queue) run() {
	defer close(q.ended)
	events := new(batch)
	if q.file == nil {
		for events.next(q.Handle, 60_000, q.handle) >= 0 {
		}
		return
	}
	defer Release(q.Handle)
	raw, err := q.file.SyscallConn()
	if err != nil {
		return
	}
	// It is called again whenever the descriptor became readable, and ends when the file is closed.
	_ = raw.Read(func(uintptr) bool {
		for events.next(q.Handle, 0, q.handle) > 0 {
		}
		return q.ending.Load()
	})
	for events.next(q.Handle, 0, q.handle) > 0 {
	}
}

func (q *Queue) handle(event Event) {
	if event.Kind != EventEnded {
		q.told(event)
		return
	}
	q.mu.Lock()
	end := q.waiting[event.Tag]
	delete(q.waiting, event.Tag)
	q.mu.Unlock()
	if end != nil {
		end <- event.Result
	}
}
