// Package bench holds the package beside gopay: the same work, in turns, in one process. Figures are for comparing the two, on whatever machine.
//
//	cargo xtask bench go                                                    the libraries are built as for users
//	SECONDS=1 go test -C benchmarks/go -count=1 -v -run 'Work|Memory' .     those that are there; for each measurement so long
package bench

import (
	"bytes"
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/go-pay/gopay"
	"github.com/go-pay/gopay/pkg/xhttp"
	wechat "github.com/go-pay/gopay/wechat/v3"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

// inFlight is how many orders are under way at once.
const inFlight = 64

var lastNumber atomic.Int64

func number() string { return fmt.Sprintf("B%dx%d", os.Getpid(), lastNumber.Add(1)) }

func TestWork(t *testing.T) {
	tellProcessor(compare(t, seconds(t), named{"qq-wxpay", signOurs(t)}, named{"gopay", signPeer(t)}), "order-work")
	tellProcessor(compare(t, seconds(t), named{"qq-wxpay", notifyOurs(t)}, named{"gopay", notifyPeer(t)}), "notification-work")
}

func TestSandbox(t *testing.T) {
	ours, peer := orders(t)
	tellRate(compare(t, seconds(t), named{"qq-wxpay", ours}, named{"gopay", peer}), "orders-64-sandbox")
}

// work does something once.
type work struct {
	workers int
	act     func() error
}

// taken is what one piece of work took: how many a second, microseconds of the processor, bytes of Go's heap.
type taken struct {
	rate, processor float64
	heap            uint64
}

// named is the work of somebody.
type named struct {
	who  string
	work work
}

// compare measures in turns, and gives the medians of each.
func compare(t testing.TB, length time.Duration, all ...named) map[string]taken {
	t.Helper()
	found := map[string][]taken{}
	for range rounds(t) {
		for _, one := range all {
			found[one.who] = append(found[one.who], measured(t, one.work, length))
		}
	}
	medians := map[string]taken{}
	for who, figures := range found {
		of := func(pick func(taken) float64) float64 {
			list := make([]float64, len(figures))
			for index, figure := range figures {
				list[index] = pick(figure)
			}
			slices.Sort(list)
			return list[len(list)/2]
		}
		medians[who] = taken{
			of(func(it taken) float64 { return it.rate }),
			of(func(it taken) float64 { return it.processor }),
			uint64(of(func(it taken) float64 { return float64(it.heap) })),
		}
		t.Logf("%-20s %9.0f/s %8.1f us of the processor %7d B of Go's heap each", who, medians[who].rate, medians[who].processor, medians[who].heap)
	}
	return medians
}

func measured(t testing.TB, work work, length time.Duration) taken {
	t.Helper()
	var before, after runtime.MemStats
	var count atomic.Int64
	var group sync.WaitGroup
	runtime.GC()
	runtime.ReadMemStats(&before)
	begin, used := time.Now(), processor(t)
	for range work.workers {
		group.Add(1)
		go func() {
			defer group.Done()
			for time.Since(begin) < length {
				if err := work.act(); err != nil {
					t.Error(err)
					return
				}
				count.Add(1)
			}
		}()
	}
	group.Wait()
	took, spent := time.Since(begin), processor(t)-used
	runtime.ReadMemStats(&after)
	done := max(count.Load(), 1)
	return taken{float64(done) / took.Seconds(), float64(spent.Microseconds()) / float64(done), (after.TotalAlloc - before.TotalAlloc) / uint64(done)}
}

// processor is the time that it has worked for this process, whatever its threads are.
func processor(t testing.TB) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func order() qqwxpay.OrderRequest {
	return qqwxpay.OrderRequest{
		OutTradeNo: number(), Description: "Blue mug", Amount: qqwxpay.OrderAmount{Total: 1999}, Channel: qqwxpay.ChannelDirect,
		SceneInfo: qqwxpay.SceneInfo{PayerClientIP: "203.0.113.7"},
	}
}

func bodyMap(variables map[string]string) gopay.BodyMap {
	return make(gopay.BodyMap).Set("appid", variables["QQ_WXPAY_WECHAT_APPID"]).Set("out_trade_no", number()).Set("description", "Blue mug").
		Set("notify_url", variables["QQ_WXPAY_NOTIFY_URL"]).
		SetBodyMap("amount", func(amount gopay.BodyMap) { amount.Set("total", 1999).Set("currency", "CNY") }).
		SetBodyMap("scene_info", func(scene gopay.BodyMap) {
			scene.Set("payer_client_ip", "203.0.113.7").SetBodyMap("h5_info", func(info gopay.BodyMap) { info.Set("type", "Wap") })
		})
}

func signOurs(t testing.TB) work {
	pay := qqwxpaytest.Client(t)
	return work{1, func() error {
		_, err := pay.PreparePlaceOrder(t.Context(), order(), "")
		return err
	}}
}

// canned answers at once, so that of a call only building and signing is left.
type canned struct{}

func (canned) RoundTrip(request *http.Request) (*http.Response, error) {
	_, _ = io.Copy(io.Discard, request.Body)
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader([]byte(`{"h5_url":"https://wx.tenpay.com/"}`))), Request: request}, nil
}

func peerOf(t testing.TB, variables map[string]string) *wechat.ClientV3 {
	client, err := wechat.NewClientV3(variables["QQ_WXPAY_MCHID"], variables["QQ_WXPAY_MERCHANT_SERIAL"], variables["QQ_WXPAY_API_V3_KEY"], variables["QQ_WXPAY_MERCHANT_PRIVATE_KEY"])
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func signPeer(t testing.TB) work {
	variables := qqwxpaytest.Settings(t)
	client := peerOf(t, variables)
	own := xhttp.NewClient()
	own.HttpClient.Transport = canned{}
	client.SetHttpClient(own)
	return work{1, func() error {
		_, err := client.V3TransactionH5(context.Background(), bodyMap(variables))
		return err
	}}
}

func notifyOurs(t testing.TB) work {
	pay := qqwxpaytest.Client(t)
	signed := qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{})
	return work{1, func() error {
		handled, err := pay.ParseNotification(signed.Header, signed.Body)
		if err == nil && handled.Outcome.Payment == nil {
			err = fmt.Errorf("%v", handled)
		}
		return err
	}}
}

func notifyPeer(t testing.TB) work {
	variables := qqwxpaytest.Settings(t)
	signed := qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{})
	block, _ := pem.Decode([]byte(variables["QQ_WXPAY_PUBLIC_KEY"]))
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return work{1, func() error {
		read, err := wechat.V3ParseNotify(signed.Request())
		if err != nil {
			return err
		}
		if err := read.VerifySignByPK(key.(*rsa.PublicKey)); err != nil {
			return err
		}
		_, err = read.DecryptPayCipherText(variables["QQ_WXPAY_API_V3_KEY"])
		return err
	}}
}

// orders go straight to WeChat Pay of one sandbox: the peer knows no other way.
func orders(t testing.TB) (ours, peer work) {
	sandbox := qqwxpaytest.StartSandbox(t)
	pay := sandbox.Client(t, "")
	client := peerOf(t, sandbox.Environment)
	client.SetProxyHost(sandbox.BaseURL)
	if err := client.SetPlatformCert([]byte(sandbox.Environment["QQ_WXPAY_PUBLIC_KEY"]), sandbox.Environment["QQ_WXPAY_PUBLIC_KEY_ID"]); err != nil {
		log.Println("the peer verifies no reply:", err)
	}
	ours = work{inFlight, func() error {
		placement, err := pay.PlaceOrder(t.Context(), order())
		if err == nil && placement.Placed == nil {
			err = fmt.Errorf("%v", placement)
		}
		return err
	}}
	peer = work{inFlight, func() error {
		reply, err := client.V3TransactionH5(context.Background(), bodyMap(sandbox.Environment))
		if err == nil && reply.Code != wechat.Success {
			err = fmt.Errorf("%d %s", reply.Code, reply.Error)
		}
		return err
	}}
	return ours, peer
}
