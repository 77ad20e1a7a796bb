package native_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

// opened is a client over a queue that polls, or over one that keeps a thread, which is the way where no descriptors are.
func opened(t testing.TB, polls bool) (*native.Queue, uint64) {
	t.Helper()
	queue, err := native.NewQueueOf(func(native.Event) {}, polls)
	if err != nil {
		t.Fatal(err)
	}
	parts, _ := json.Marshal(map[string]any{"names": "go", "variables": qqwxpaytest.Settings(t)})
	made := native.ClientNew(parts, queue.Handle, 0)
	if made.Status != native.StatusOK {
		t.Fatalf("%s", made.Text)
	}
	t.Cleanup(func() {
		native.Release(made.Handle)
		queue.Stop()
	})
	return queue, made.Handle
}

func ask(queue *native.Queue, client uint64) native.Result {
	tag, end := queue.Expect()
	begun := native.Begin(client, "merchant", nil, nil, 0, tag)
	if begun.Status != native.StatusOK {
		queue.Forget(tag)
		return begun
	}
	return <-end
}

func TestBothWaysFetchEveryEnd(t *testing.T) {
	for _, polls := range []bool{true, false} {
		queue, client := opened(t, polls)
		var group sync.WaitGroup
		for range 32 {
			group.Add(1)
			go func() {
				defer group.Done()
				for range 50 {
					if end := ask(queue, client); end.Status != native.StatusOK || !strings.Contains(string(end.Text), "mchid") {
						t.Errorf("%d %s", end.Status, end.Text)
					}
				}
			}()
		}
		group.Wait()
	}
}

func TestWhatIsWrongIsAnError(t *testing.T) {
	queue, client := opened(t, true)
	for name, result := range map[string]native.Result{
		"no such object":  native.Call(1<<40, "merchant", nil, nil),
		"no such method":  native.Call(client, "no_such", nil, nil),
		"no text":         native.Call(client, "merchant", []byte("\xff\xfe"), nil),
		"no JSON":         native.Call(client, "merchant", []byte("{"), nil),
		"a NUL":           native.Call(client, "merchant\x00", nil, nil),
		"no client parts": native.ClientNew([]byte(`{"names":"klingon"}`), queue.Handle, 0),
	} {
		if result.Status != native.StatusFailed || !json.Valid(result.Text) {
			t.Errorf("%s: %d %s", name, result.Status, result.Text)
		}
	}
	native.Cancel(1 << 40)
	native.Release(1 << 40)
	native.Answer(1<<40, 1, nil)
}

func BenchmarkCalls(b *testing.B) {
	for _, polls := range []bool{true, false} {
		for _, workers := range []int{1, 64} {
			b.Run(fmt.Sprintf("polls=%v/workers=%d", polls, workers), func(b *testing.B) {
				queue, client := opened(b, polls)
				b.SetParallelism(max(workers/2, 1))
				b.ResetTimer()
				if workers == 1 {
					for range b.N {
						ask(queue, client)
					}
				} else {
					b.RunParallel(func(loop *testing.PB) {
						for loop.Next() {
							ask(queue, client)
						}
					})
				}
				b.ReportMetric(float64(threads()), "threads")
			})
		}
	}
}

// threads are those of the process; 0 where the system does not tell.
func threads() int {
	entries, _ := os.ReadDir("/proc/self/task")
	return len(entries)
}
