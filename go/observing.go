package qqwxpay

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
)

// roomForEvents is how many events wait for an observer, or lines for a logger.
const roomForEvents = 10_000

// background does one thing after the other in a goroutine of its own, which is there while there is something to do. What finds no room is
// counted and left out: whoever is slow there blocks no call and takes no memory.
type background struct {
	mu       sync.Mutex
	waiting  []func(dropped int)
	dropped  int
	isAtWork bool
	isEnded  bool
}

func newBackground() *background { return &background{} }

// put does it when its turn comes; it is given how many found no room before it.
func (b *background) put(work func(dropped int)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.isEnded {
		return
	}
	if len(b.waiting) >= roomForEvents {
		b.dropped++
		return
	}
	b.waiting = append(b.waiting, work)
	if !b.isAtWork {
		b.isAtWork = true
		go b.run()
	}
}

// end takes nothing more; what waits is still done.
func (b *background) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.isEnded = true
}

func (b *background) run() {
	for {
		b.mu.Lock()
		if len(b.waiting) == 0 {
			b.waiting, b.isAtWork = nil, false
			b.mu.Unlock()
			return
		}
		work, dropped := b.waiting[0], b.dropped
		b.waiting, b.dropped = b.waiting[1:], 0
		b.mu.Unlock()
		work(dropped)
	}
}

// lines writes what the people who run the shop must see.
type lines struct {
	*background
	logger *slog.Logger
}

func newLines(logger *slog.Logger) *lines { return &lines{newBackground(), logger} }

// put writes a line, and beside it what a function of yours returned.
func (l *lines) put(level slog.Level, message string, attributes ...slog.Attr) {
	l.background.put(func(dropped int) {
		logger := l.logger
		if logger == nil {
			logger = slog.Default()
		}
		defer func() { _ = recover() }() // a logger that fails breaks nothing here
		if dropped > 0 {
			attributes = append(attributes, slog.Int("lines_left_out_before", dropped))
		}
		logger.LogAttrs(context.Background(), level, "qq-wxpay: "+message, attributes...)
	})
}

// observed takes what the client did: faults are for the log, all of it is for the observer.
func (h *host) observed(text []byte) {
	event := new(ClientEvent)
	if json.Unmarshal(text, event) != nil {
		return
	}
	if fault := event.Fault; fault != nil {
		level := slog.LevelWarn
		if fault.Level == FaultLevelError {
			level = slog.LevelError
		}
		h.lines.put(level, fault.Message)
	}
	if h.events == nil {
		return
	}
	h.events.put(func(dropped int) {
		if dropped > 0 {
			h.lines.put(slog.LevelWarn, fmt.Sprintf("%d events found no room: the observer is too slow, it has not seen them", dropped))
		}
		defer func() {
			if panicked := recover(); panicked != nil {
				h.lines.put(slog.LevelError, fmt.Sprintf("the observer panicked: %v", panicked))
			}
		}()
		h.parts.observer.Observe(event)
	})
}
