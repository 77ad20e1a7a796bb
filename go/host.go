package qqwxpay

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

// patience is how long a function of the host may take whose question has no limit of its own. Its call has given up long before.
const patience = time.Minute

// host has the functions of one client that the library asks.
type host struct {
	parts  choices
	events *background
	lines  *lines
	ctx    context.Context
	cancel context.CancelFunc

	mu       sync.Mutex
	client   uint64
	isBegun  chan struct{}
	failures map[uint64]error
}

// insideKey marks the contexts that functions of a client get: a call of the same client by them would wait for itself.
type insideKey struct{ host *host }

func newHost(parts choices) *host {
	h := &host{parts: parts, isBegun: make(chan struct{}), failures: map[uint64]error{}}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	h.lines = newLines(parts.logger)
	if parts.observer != nil {
		h.events = newBackground()
	}
	return h
}

// begin takes the client that gets the answers. Questions may have come before it.
func (h *host) begin(client uint64) {
	h.mu.Lock()
	h.client = client
	h.mu.Unlock()
	close(h.isBegun)
}

// end is when the client is gone, and nobody waits for an answer any more.
func (h *host) end() {
	h.cancel()
	if h.events != nil {
		h.events.end()
	}
	h.lines.end()
}

// told takes what the library says besides the ends of calls. It waits for nothing.
func (h *host) told(event native.Event) {
	switch event.Kind {
	case native.EventQuestion:
		go h.answer(event)
	case native.EventObserved:
		h.observed(event.Result.Text)
	}
}

// refuseReentry refuses a call by a function that the client waits for.
func (h *host) refuseReentry(ctx context.Context) error {
	if name, isInside := ctx.Value(insideKey{h}).(string); isInside {
		return facadeError("CLIENT_REENTERED", "", "`"+name+"` called it")
	}
	return nil
}

// takeFailure gives what a function returned, once.
func (h *host) takeFailure(question uint64) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	err := h.failures[question]
	delete(h.failures, question)
	return err
}

// keptFailures is how many errors wait for their calls: a call that was given up takes none.
const keptFailures = 100

func (h *host) keepFailure(question uint64, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for some := range h.failures {
		if len(h.failures) < keptFailures {
			break
		}
		delete(h.failures, some)
	}
	h.failures[question] = err
}

func (h *host) answer(event native.Event) {
	select {
	case <-h.isBegun:
	case <-h.ctx.Done():
		return
	}
	answer, err := h.asked(event)
	if err != nil {
		h.keepFailure(event.Question, err)
		answer = nil
	}
	native.Answer(h.client, event.Question, answer)
}

// asked calls the function, and gives its answer as JSON. A panic is its error.
func (h *host) asked(event native.Event) (answer []byte, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("panic: %v", panicked)
		}
	}()
	var given []json.RawMessage
	if err := json.Unmarshal(event.Result.Text, &given); err != nil || len(given) == 0 {
		return nil, errUnreadable
	}
	ctx, cancel := context.WithTimeout(context.WithValue(h.ctx, insideKey{h}, questionNames[event.Name]), patience)
	defer cancel()
	value, err := h.reply(ctx, event.Name, given)
	if err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

// questionNames are the functions behind the questions.
var questionNames = map[string]string{
	"access_token": "AccessToken", "load": "Load", "acquire_lease": "AcquireLease", "save": "Save", "release_lease": "ReleaseLease",
	"send": "Send", "sign": "Sign",
}

func (h *host) reply(ctx context.Context, question string, given []json.RawMessage) (any, error) {
	switch {
	case question == "access_token" && h.parts.provider != nil:
		return h.parts.provider.AccessToken(ctx, text(given, 0))
	case question == "send" && h.parts.transport != nil:
		return h.send(ctx, given)
	case question == "sign" && h.parts.signer != nil:
		message, err := base64.StdEncoding.DecodeString(text(given, 0))
		if err != nil {
			return nil, errUnreadable
		}
		signature, err := h.parts.signer.Sign(ctx, message)
		return base64.StdEncoding.EncodeToString(signature), err
	case h.parts.store != nil:
		return storeReply(ctx, h.parts.store, question, given)
	}
	return nil, errUnreadable
}

func storeReply(ctx context.Context, store TokenStore, question string, given []json.RawMessage) (any, error) {
	appID, owner := text(given, 0), text(given, 1)
	switch question {
	case "load":
		return store.Load(ctx, appID)
	case "acquire_lease":
		return store.AcquireLease(ctx, appID, owner, milliseconds(given, 2))
	case "save":
		var token StoredToken
		if len(given) < 3 || json.Unmarshal(given[2], &token) != nil {
			return nil, errUnreadable
		}
		return store.Save(ctx, appID, owner, token)
	case "release_lease":
		return nil, store.ReleaseLease(ctx, appID, owner)
	}
	return nil, errUnreadable
}

// send is the transport's reply as the library reads it, or that nothing was sent.
func (h *host) send(ctx context.Context, given []json.RawMessage) (any, error) {
	request := new(PreparedRequest)
	if err := json.Unmarshal(given[0], request); err != nil {
		return nil, errUnreadable
	}
	ctx, cancel := context.WithTimeout(ctx, milliseconds(given, 1))
	defer cancel()
	reply, err := h.parts.transport.Send(ctx, request)
	if errors.Is(err, ErrNotConnected) {
		return map[string]string{"failure": "not_connected"}, nil
	}
	if err != nil {
		return nil, err
	}
	if reply == nil {
		return nil, errors.New("the transport gave neither a reply nor an error")
	}
	return map[string]any{"status": reply.Status, "headers": headerList(reply.Header), "body_base64": reply.Body}, nil
}

// text is the argument at this place; empty where it is null.
func text(given []json.RawMessage, at int) (out string) {
	if at < len(given) {
		_ = json.Unmarshal(given[at], &out) // null stays empty
	}
	return out
}

func milliseconds(given []json.RawMessage, at int) time.Duration {
	var count int64
	if at < len(given) {
		_ = json.Unmarshal(given[at], &count)
	}
	return time.Duration(count) * time.Millisecond
}
