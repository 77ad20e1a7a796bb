package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/go-pay/gopay"
	"github.com/go-pay/gopay/pkg/xhttp"
	wechat "github.com/go-pay/gopay/wechat/v3"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

const repository = "../.."

// TestOrders is about orders to a server that answers at once, signed: 64 in flight, and one at a time. Run it on one core, the server is on another.
func TestOrders(t *testing.T) {
	variables := merchantOfTheCases(t)
	address := replyServer(t, variables["QQ_WXPAY_PUBLIC_KEY_ID"])
	variables["QQ_WXPAY_CHANNEL"] = "direct"
	variables["QQ_WXPAY_WECHAT_BASE_URL"], variables["QQ_WXPAY_QQ_BASE_URL"] = address, address
	for _, workers := range []int{inFlight, 1} {
		found := compare(t, seconds(t),
			named{"qq-wxpay", placeOurs(t, variables, workers)},
			named{"gopay", placePeer(t, variables, address, workers, nil)},
			named{"gopay, own pool", placePeer(t, variables, address, workers, pool())},
			named{bare, exchange(address, workers)},
		)
		tellRate(found, fmt.Sprintf("orders-%d", workers))
		tellExchange(found, fmt.Sprintf("exchange-%d", workers))
		if workers > 1 {
			tellProcessor(found, "order-processor")
		}
	}
}

// TestMemory is about whether memory grows: of OPERATIONS the first tenth beside the last one; one in ten is an order, the others are notifications.
func TestMemory(t *testing.T) {
	order, notification := signOurs(t), notifyOurs(t)
	after := func(count int) float64 {
		for number := range count {
			act := notification.act
			if number%10 == 0 {
				act = order.act
			}
			if err := act(); err != nil {
				t.Fatal(err)
			}
		}
		return resident()
	}
	operations := int(given(t, "OPERATIONS", 100_000))
	first := after(operations / 10)
	last := after(operations - operations/10)
	tell("memory-flat", "MB", "", &last, map[string]float64{"the first tenth": first})
}

func cases(t testing.TB, name string, into any) {
	text, err := os.ReadFile(filepath.Join(repository, "tests/cases", name+".json"))
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func merchantOfTheCases(t testing.TB) map[string]string {
	var defaults struct{ Settings map[string]any }
	cases(t, "defaults", &defaults)
	variables := map[string]string{}
	for name, value := range defaults.Settings {
		if text, ok := value.(string); ok {
			variables["QQ_WXPAY_"+strings.ToUpper(name)] = text
		}
	}
	return variables
}

// replyServer starts it and gives its address; it ends with the test.
func replyServer(t testing.TB, keyID string) string {
	var keys struct {
		Key string `json:"wechat_pay_private_key"`
	}
	cases(t, "keys", &keys)
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(keys.Key), 0o600); err != nil {
		t.Fatal(err)
	}
	command := []string{filepath.Join(repository, "target/release/reply_server"), file, keyID}
	if runtime.GOOS == "linux" {
		command = append([]string{"taskset", "-c", "1"}, command...)
	}
	server := exec.Command(command[0], command[1:]...)
	in, _ := server.StdinPipe()
	out, _ := server.StdoutPipe()
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = server.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// pool keeps a connection for each order; Go's own keeps two.
func pool() *http.Transport {
	return &http.Transport{MaxIdleConns: 1024, MaxIdleConnsPerHost: 1024, IdleConnTimeout: time.Minute}
}

func placeOurs(t testing.TB, variables map[string]string, workers int) work {
	pay, err := qqwxpay.FromVariables(variables)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pay.Close)
	return work{workers, func() error {
		placement, err := pay.PlaceOrder(t.Context(), order())
		if err == nil && placement.Placed == nil {
			err = fmt.Errorf("%v", placement)
		}
		return err
	}}
}

func placePeer(t testing.TB, variables map[string]string, address string, workers int, transport *http.Transport) work {
	client := peerOf(t, variables)
	client.SetProxyHost(address)
	if err := client.SetPlatformCert([]byte(variables["QQ_WXPAY_PUBLIC_KEY"]), variables["QQ_WXPAY_PUBLIC_KEY_ID"]); err != nil {
		t.Log("the peer verifies no reply: ", err)
	}
	if transport != nil {
		own := xhttp.NewClient()
		own.HttpClient.Transport = transport
		client.SetHttpClient(own)
	}
	return work{workers, func() error {
		reply, err := client.V3TransactionH5(context.Background(), bodyMap(variables))
		if err == nil && reply.Code != wechat.Success {
			err = fmt.Errorf("%d %s", reply.Code, reply.Error)
		}
		return err
	}}
}

// exchange is no order, but what HTTP alone takes.
func exchange(address string, workers int) work {
	client := &http.Client{Transport: pool()}
	body := bytes.Repeat([]byte("x"), 380)
	return work{workers, func() error {
		reply, err := client.Post(address+"/v3/pay/transactions/h5", "application/json", bytes.NewReader(body))
		if err != nil {
			return err
		}
		defer reply.Body.Close()
		text, err := io.ReadAll(reply.Body)
		if err == nil {
			err = json.Unmarshal(text, &gopay.BodyMap{})
		}
		return err
	}}
}
