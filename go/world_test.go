package qqwxpay_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

// shop is a server that takes notifications, in front of a sandbox.
type shop struct {
	sandbox *qqwxpaytest.Sandbox
	pay     *qqwxpay.Client
	paid    chan qqwxpay.PaidEvent
	refunds chan qqwxpay.RefundEvent
	log     *logBook
}

// openShop starts both, with parts of its own where they are given.
func openShop(t testing.TB, options ...qqwxpay.Option) *shop {
	t.Helper()
	s := &shop{paid: make(chan qqwxpay.PaidEvent, 100), refunds: make(chan qqwxpay.RefundEvent, 100), log: new(logBook)}
	var handler atomic.Pointer[http.Handler]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*handler.Load()).ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	s.sandbox = qqwxpaytest.StartSandbox(t, qqwxpaytest.SandboxOptions{NotifyURL: server.URL + "/notify", TimeScale: 1000})
	s.pay = s.client(t, server.URL+"/notify", options...)
	own := s.pay.NotificationHandler(qqwxpay.Handlers{
		Paid: func(_ context.Context, event *qqwxpay.PaidEvent) error {
			s.paid <- *event
			return nil
		},
		Refund: func(_ context.Context, event *qqwxpay.RefundEvent) error {
			s.refunds <- *event
			return nil
		},
		Ignore: []qqwxpay.EventKind{qqwxpay.EventKindOther},
	})
	handler.Store(&own)
	return s
}

// client is one more client of the same merchant, with a memory of its own.
func (s *shop) client(t testing.TB, notifyURL string, options ...qqwxpay.Option) *qqwxpay.Client {
	t.Helper()
	return s.sandbox.Client(t, notifyURL, append([]qqwxpay.Option{qqwxpay.WithLogger(s.log.logger())}, options...)...)
}

var lastNumber atomic.Int64

func number() string { return fmt.Sprintf("GO%dx%d", os.Getpid(), lastNumber.Add(1)) }

// order is one of 19.99 yuan.
func order() qqwxpay.OrderRequest {
	return qqwxpay.OrderRequest{
		OutTradeNo:  number(),
		Description: "蓝色马克杯",
		Amount:      qqwxpay.OrderAmount{Total: 1999},
		SceneInfo:   qqwxpay.SceneInfo{PayerClientIP: "203.0.113.7"},
	}
}

// place places an order that must be placed.
func place(t testing.TB, pay *qqwxpay.Client, order qqwxpay.OrderRequest) *qqwxpay.PlacedOrder {
	t.Helper()
	placement, err := pay.PlaceOrder(t.Context(), order)
	if err != nil {
		t.Fatal(err)
	}
	if placement.Placed == nil {
		t.Fatalf("it is not placed: %v", placement)
	}
	return placement.Placed
}

// within waits for a value, ten seconds at the most.
func within[T any](t testing.TB, channel <-chan T) T {
	t.Helper()
	select {
	case value := <-channel:
		return value
	case <-time.After(10 * time.Second):
		t.Fatal("nothing came in ten seconds")
		panic("unreachable")
	}
}

// must is the value of a call that must not fail.
func must[T any](t testing.TB) func(value T, err error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// failed is the error of a call as this package gives it.
func failed(t testing.TB, err error) *qqwxpay.Error {
	t.Helper()
	var own *qqwxpay.Error
	if !errors.As(err, &own) {
		t.Fatalf("expected an error of this package, got %v", err)
	}
	return own
}

// logBook keeps what is logged.
type logBook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logBook) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (l *logBook) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

// eventually waits until it is true, ten seconds at the most.
func eventually(t testing.TB, what string, isTrue func() bool) {
	t.Helper()
	for range 1000 {
		if isTrue() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("not in ten seconds: %s", what)
}

// noMoreGoroutines fails when there are more goroutines than before, at the end.
func noMoreGoroutines(t testing.TB, before int) {
	t.Helper()
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	for range 500 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}
