package qqwxpay_test

import (
	"context"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

// amounts of the process: resident memory in KiB, open descriptors, threads, goroutines.
type amounts struct{ memory, descriptors, threads, goroutines int }

func measured(t testing.TB) amounts {
	t.Helper()
	runtime.GC()
	found := amounts{goroutines: runtime.NumGoroutine()}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("only Linux tells")
	}
	for line := range strings.Lines(string(status)) {
		if name, value, cut := strings.Cut(line, ":"); cut && (name == "VmRSS" || name == "Threads") {
			number, _ := strconv.Atoi(strings.Fields(value)[0])
			if name == "VmRSS" {
				found.memory = number
			} else {
				found.threads = number
			}
		}
	}
	entries, _ := os.ReadDir("/proc/self/fd")
	found.descriptors = len(entries)
	return found
}

// Many goroutines order at once; nothing grows from one round to the next.
func TestManyGoroutinesOrderAtOnce(t *testing.T) {
	orders, workers := 256, 64
	if os.Getenv("LONG_TESTS") != "" {
		orders, workers = 10_000, 256
	}
	sandbox := qqwxpaytest.StartSandbox(t)
	pay := sandbox.Client(t, "")
	run(t, pay, workers, workers) // connections and threads are there by then
	before := measured(t)
	begin := time.Now()
	run(t, pay, orders, workers)
	t.Logf("%d orders by %d goroutines in %v", orders, workers, time.Since(begin))
	after := measured(t)
	t.Logf("before %+v, after %+v", before, after)
	// The sandbox in this process remembers every order with its exchange: that is its share.
	if most := before.memory + 64<<10 + orders*24; after.memory > most {
		t.Errorf("memory grew from %d to %d KiB", before.memory, after.memory)
	}
	// Go keeps a thread for each call that was ever inside of C at one moment with others, and the sandbox has its own. A call whose connection
	// has not come back to the pool in time opens a spare one, of which both ends are in this process.
	if after.goroutines > before.goroutines+2 || after.descriptors > before.descriptors+workers+8 || after.threads > before.threads+64 {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

// run places so many orders by so many goroutines; each must be placed.
func run(t testing.TB, pay *qqwxpay.Client, orders, workers int) {
	t.Helper()
	var open atomic.Int64
	open.Store(int64(orders))
	var group sync.WaitGroup
	for range workers {
		group.Add(1)
		go func() {
			defer group.Done()
			for open.Add(-1) >= 0 {
				placement, err := pay.PlaceOrder(t.Context(), order())
				if err != nil || placement.Placed == nil {
					t.Errorf("%v, %v", placement, err)
					return
				}
			}
		}()
	}
	group.Wait()
}

func TestNoGoroutineIsLeftBehind(t *testing.T) {
	sandbox := qqwxpaytest.StartSandbox(t)
	before := runtime.NumGoroutine()
	for range 20 {
		pay, err := qqwxpay.FromVariables(sandbox.Environment, qqwxpay.WithObserver(qqwxpay.ObserverFunc(func(*qqwxpay.ClientEvent) {})))
		if err != nil {
			t.Fatal(err)
		}
		place(t, pay, order())
		pay.Close()
	}
	noMoreGoroutines(t, before)
}

// A client that is closed while calls are under way lets them end, and then lets go.
func TestCallsUnderWayEndWhenTheClientIsClosed(t *testing.T) {
	sandbox := qqwxpaytest.StartSandbox(t)
	before := runtime.NumGoroutine()
	pay, err := qqwxpay.FromVariables(sandbox.Environment)
	if err != nil {
		t.Fatal(err)
	}
	ends := make(chan error, 32)
	for range cap(ends) {
		go func() {
			_, err := pay.PlaceOrder(context.Background(), order())
			ends <- err
		}()
	}
	time.Sleep(20 * time.Millisecond)
	pay.Close()
	for range cap(ends) {
		if err := within(t, ends); err != nil && failed(t, err).Code != "CLIENT_CLOSED" {
			t.Error(err)
		}
	}
	noMoreGoroutines(t, before)
}

// A client that nobody closed and nobody holds is closed by the garbage collector.
func TestAForgottenClientIsClosed(t *testing.T) {
	sandbox := qqwxpaytest.StartSandbox(t)
	before := runtime.NumGoroutine()
	func() {
		pay, err := qqwxpay.FromVariables(sandbox.Environment)
		if err != nil {
			t.Fatal(err)
		}
		place(t, pay, order())
	}()
	for range 200 {
		runtime.GC()
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// Contexts that end at every moment of a call: each call ends, with a result or an error that says what may be done.
func TestContextsEndAtAnyMoment(t *testing.T) {
	sandbox := qqwxpaytest.StartSandbox(t)
	pay := sandbox.Client(t, "")
	place(t, pay, order())
	before := runtime.NumGoroutine()
	var group sync.WaitGroup
	outcomes := make(chan string, 200)
	for index := range cap(outcomes) {
		group.Add(1)
		go func() {
			defer group.Done()
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(index)*200*time.Microsecond)
			defer cancel()
			placement, err := pay.PlaceOrder(ctx, order())
			switch {
			case err != nil:
				outcomes <- string(failed(t, err).Retry)
			case placement.ToConfirm != nil:
				outcomes <- "to confirm"
			default:
				outcomes <- "placed"
			}
		}()
	}
	group.Wait()
	close(outcomes)
	seen := map[string]int{}
	for outcome := range outcomes {
		seen[outcome]++
	}
	t.Logf("%v", seen)
	if seen["never"] > 0 {
		t.Errorf("%v", seen)
	}
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	noMoreGoroutines(t, before)
}
