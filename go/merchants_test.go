package qqwxpay_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

// mall is three merchants on three sandboxes, two of them mini programs of one merchant number, and one address.
type mall struct {
	sandboxes map[string]*qqwxpaytest.Sandbox
	address   string
	taken     chan string
	arrived   chan message
	handler   atomic.Pointer[http.Handler]
	log       *logBook
}

// message is a notification as it came.
type message struct {
	header http.Header
	body   []byte
}

var shops = []string{"mugs", "cups", "pots"}

func openMall(t *testing.T) *mall {
	t.Helper()
	m := &mall{sandboxes: map[string]*qqwxpaytest.Sandbox{}, taken: make(chan string, 100), arrived: make(chan message, 100), log: new(logBook)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*m.handler.Load()).ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	m.address = server.URL + "/notify"
	folder := t.TempDir()
	for index, mchid := range []string{"1900000011", "1900000011", "1900000012"} {
		m.sandboxes[shops[index]] = qqwxpaytest.StartSandbox(t, qqwxpaytest.SandboxOptions{
			NotifyURL: m.address, TimeScale: 1000, Keep: filepath.Join(folder, mchid+".json"), MchID: mchid,
			WeChatAppID: fmt.Sprintf("wx00000000000000%da", index), QQAppID: fmt.Sprintf("111000001%d", index),
		})
	}
	m.keep()
	return m
}

// settings are those of one of them.
func (m *mall) settings(t testing.TB, name string) qqwxpay.Settings {
	t.Helper()
	settings := settingsOf(t, m.sandboxes[name].Environment)
	settings.NotifyURL = m.address
	return settings
}

// settingsOf are those that these environment variables say.
func settingsOf(t testing.TB, variables map[string]string) qqwxpay.Settings {
	t.Helper()
	given := map[string]any{}
	for variable, value := range variables {
		given[strings.ToLower(strings.TrimPrefix(variable, "QQ_WXPAY_"))] = value
	}
	if hosts, found := given["link_hosts"].(string); found {
		given["link_hosts"] = strings.Split(hosts, ",")
	}
	var settings qqwxpay.Settings
	if err := json.Unmarshal(must[[]byte](t)(json.Marshal(given)), &settings); err != nil {
		t.Fatal(err)
	}
	settings.TokenStore = "memory"
	return settings
}

// keep keeps what comes in place of taking it.
func (m *mall) keep() {
	var handler http.Handler = http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body) // what is missing is refused later
		m.arrived <- message{request.Header.Clone(), body}
	})
	m.handler.Store(&handler)
}

func (m *mall) open(t testing.TB, names ...string) *qqwxpay.Merchants {
	t.Helper()
	merchants := must[*qqwxpay.Merchants](t)(qqwxpay.NewMerchants())
	t.Cleanup(merchants.Close)
	for _, name := range names {
		must[*qqwxpay.Client](t)(merchants.Add(name, m.settings(t, name), qqwxpay.WithLogger(m.log.logger())))
	}
	return merchants
}

// paid pays an order of this merchant, and gives what came.
func (m *mall) paid(t testing.TB, merchants *qqwxpay.Merchants, name string) (string, message) {
	t.Helper()
	placed := place(t, merchants.Get(name), order())
	m.sandboxes[name].Pay(t, placed.H5URL)
	return placed.OutTradeNo, within(t, m.arrived)
}

func TestEachNotificationReachesItsMerchantAtOneAddress(t *testing.T) {
	m := openMall(t)
	merchants := m.open(t, shops...)
	handler := merchants.NotificationHandler(qqwxpay.Handlers{
		Paid: func(_ context.Context, event *qqwxpay.PaidEvent) error {
			m.taken <- event.Notification.Merchant + " " + event.OutTradeNo
			return event.Expect(qqwxpay.Expected{OutTradeNo: event.OutTradeNo, Total: 1999})
		},
		Refund: func(_ context.Context, event *qqwxpay.RefundEvent) error {
			m.taken <- event.Notification.Merchant + fmt.Sprint(event.Notification.OtherMerchants) + " " + event.OutRefundNo
			return nil
		},
	})
	m.handler.Store(&handler)
	for _, name := range shops {
		pay := merchants.Get(name)
		placed := place(t, pay, order())
		m.sandboxes[name].Pay(t, placed.H5URL)
		if taken := within(t, m.taken); taken != name+" "+placed.OutTradeNo {
			t.Errorf("%s: %s", name, taken)
		}
		if delivery := m.sandboxes[name].WaitForDelivery(t, placed.OutTradeNo); !delivery.Acknowledged {
			t.Errorf("%s: %+v", name, delivery)
		}
		refund := qqwxpay.RefundRequest{OutTradeNo: placed.OutTradeNo, OutRefundNo: "R" + placed.OutTradeNo, Amount: qqwxpay.RefundRequestAmount{Refund: 1, Total: 1999}}
		must[*qqwxpay.Refund](t)(pay.Refund(t.Context(), refund))
		m.sandboxes[name].AdvanceClock(t, 10*time.Second)
		// A refund names no AppID: of one merchant's two mini programs the first has it, and the other is named.
		expected := "mugs[cups] R" + placed.OutTradeNo
		if name == "pots" {
			expected = "pots[] R" + placed.OutTradeNo
		}
		if taken := within(t, m.taken); taken != expected {
			t.Errorf("%s, not %s", taken, expected)
		}
	}
}

func TestMerchantsComeAndGo(t *testing.T) {
	m := openMall(t)
	merchants := m.open(t, shops...)
	if names := merchants.Names(); !slices.Equal(names, shops) {
		t.Errorf("%v", names)
	}
	_, cups := m.paid(t, merchants, "cups")
	owner := must[*qqwxpay.Owner](t)(merchants.Owner(cups.header, cups.body))
	if owner.Name != "cups" || owner.Pay != merchants.Get("cups") || len(owner.Others) != 0 {
		t.Errorf("%v", owner)
	}
	for name, read := range map[string]func() (*qqwxpay.HandledNotification, error){
		"parse": func() (*qqwxpay.HandledNotification, error) {
			return merchants.ParseNotification(cups.header, cups.body)
		},
		"receive": func() (*qqwxpay.HandledNotification, error) {
			return merchants.ReceiveNotification(t.Context(), cups.header, cups.body)
		},
		"confirm": func() (*qqwxpay.HandledNotification, error) {
			return merchants.ConfirmNotification(t.Context(), cups.header, cups.body)
		},
	} {
		if handled, err := read(); err != nil || handled.Merchant != "cups" || handled.EventKind != qqwxpay.EventKindPaid {
			t.Errorf("%s: %v %v", name, handled, err)
		}
	}

	before := merchants.Get("cups")
	replaced := must[*qqwxpay.Client](t)(merchants.Replace("cups", m.settings(t, "cups")))
	if replaced == before || merchants.Get("cups") != replaced {
		t.Error("the client is that of before")
	}
	if _, err := before.QueryOrder(t.Context(), qqwxpay.OrderID{OutTradeNo: number()}); failed(t, err).Code != "CLIENT_CLOSED" {
		t.Errorf("the client before is not closed: %v", err)
	}
	place(t, replaced, order())

	if !merchants.Remove("cups") || merchants.Remove("cups") || merchants.Get("cups") != nil {
		t.Error("it is not removed once")
	}
	// The key is that of its merchant number, whose other mini program it is not for.
	handled := must[*qqwxpay.HandledNotification](t)(merchants.ReceiveNotification(t.Context(), cups.header, cups.body))
	if handled.Merchant != "mugs" || handled.Outcome.Refused == nil || handled.Outcome.Refused.Code != "MERCHANT_DIFFERS" {
		t.Errorf("%s %v", handled.Merchant, handled)
	}
	merchants.Close()
	merchants.Close()
	if _, err := merchants.Add("mugs", m.settings(t, "mugs")); failed(t, err).Code != "CLIENT_CLOSED" {
		t.Errorf("%v", err)
	}
	if _, err := merchants.Owner(cups.header, cups.body); failed(t, err).Code != "CLIENT_CLOSED" || len(merchants.Names()) != 0 {
		t.Errorf("%v", err)
	}
}

func TestWhatIsForNoneOfThemIsRefusedAndTold(t *testing.T) {
	m := openMall(t)
	all := m.open(t, shops...)
	_, pots := m.paid(t, all, "pots")
	few := m.open(t, "mugs")
	var told []error
	handlers := qqwxpay.Handlers{Paid: nop, OnError: func(err error) { told = append(told, err) }}
	answer := must[*qqwxpay.Acknowledgement](t)(few.AnswerNotification(t.Context(), handlers, pots.header, pots.body))
	if answer.Status < 400 || len(told) != 1 || failed(t, told[0]).Code != "MERCHANT_NOT_REGISTERED" {
		t.Errorf("%v %v", answer, told)
	}
	eventually(t, "a line", func() bool { return strings.Contains(m.log.String(), "MERCHANT_NOT_REGISTERED") })
	handled := must[*qqwxpay.HandledNotification](t)(few.ReceiveNotification(t.Context(), pots.header, pots.body))
	if event, err := handled.Event(); handled.Merchant != "" || event != nil || err != nil || handled.Raw() != "" {
		t.Errorf("%v %v %v", handled, event, err)
	}
	if err := handled.Expect(qqwxpay.Expected{OutTradeNo: "T1", Total: 1}); err == nil {
		t.Error("nobody's is a payment")
	}
	if _, err := few.Owner(pots.header, pots.body); failed(t, err).Code != "MERCHANT_NOT_REGISTERED" || !errors.Is(err, qqwxpay.ErrMismatch) {
		t.Errorf("%v", err)
	}
	recorder := httptest.NewRecorder()
	request := httptest.NewRequest(http.MethodPost, "/notify", strings.NewReader(string(pots.body)))
	request.Header = pots.header
	few.NotificationHandler(handlers).ServeHTTP(recorder, request)
	if recorder.Code < 400 {
		t.Errorf("%d", recorder.Code)
	}
}

func TestMistakesWithMerchantsAreNamed(t *testing.T) {
	m := openMall(t)
	merchants := m.open(t, "mugs")
	mugs := merchants.Get("mugs")
	wrong := m.settings(t, "cups")
	wrong.APIV3Key = "short"
	closed := must[*qqwxpay.Client](t)(qqwxpay.New(m.settings(t, "cups")))
	closed.Close()
	mistakes := map[string]struct {
		act         func() error
		code, field string
	}{
		"a name that is taken": {func() error { _, err := merchants.Add("mugs", m.settings(t, "cups")); return err }, "MERCHANT_GIVEN_TWICE", "Name"},
		"the same merchant":    {func() error { _, err := merchants.Add("cups", m.settings(t, "mugs")); return err }, "MERCHANT_GIVEN_TWICE", "MchID"},
		"no name":              {func() error { _, err := merchants.Add("", m.settings(t, "cups")); return err }, "FIELD_MISSING", "Name"},
		"an unknown name":      {func() error { _, err := merchants.Replace("cups", m.settings(t, "cups")); return err }, "MERCHANT_UNKNOWN", "Name"},
		"a wrong key":          {func() error { _, err := merchants.Replace("mugs", wrong); return err }, "", "APIV3Key"},
		"no client":            {func() error { return merchants.AddClient("cups", nil) }, "FIELD_MISSING", "Client"},
		"a closed client":      {func() error { return merchants.AddClient("cups", closed) }, "HANDLE_UNKNOWN", "Client"},
	}
	for name, mistake := range mistakes {
		err := failed(t, mistake.act())
		if mistake.code != "" && err.Code != mistake.code || err.Field != mistake.field {
			t.Errorf("%s: %s %s", name, err.Code, err.Field)
		}
	}
	if merchants.Get("mugs") != mugs || !slices.Equal(merchants.Names(), []string{"mugs"}) {
		t.Error("something has changed")
	}
	place(t, mugs, order())
	if err := merchants.AddClient("cups", must[*qqwxpay.Client](t)(qqwxpay.New(m.settings(t, "cups")))); err != nil {
		t.Error(err)
	}
	place(t, merchants.Get("cups"), order())
	if text := fmt.Sprintf("%v %+v %#v", merchants, merchants, qqwxpay.Owner{Name: "mugs", Pay: mugs}); strings.Contains(text, "1900000011") {
		t.Error(text)
	}
	defer func() {
		if recover() == nil {
			t.Error("a handler without a function was made")
		}
	}()
	merchants.NotificationHandler(qqwxpay.Handlers{})
}

func TestMerchantsWhileTheyComeAndGoOnManyGoroutines(t *testing.T) {
	before := runtime.NumGoroutine()
	merchants := must[*qqwxpay.Merchants](t)(qqwxpay.NewMerchants())
	must[*qqwxpay.Client](t)(merchants.Add("fixed", kitSettings(t, "wx0123456789abcdef", "1110000001")))
	notification := qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{OutTradeNo: "T1", Total: 1999})
	var group sync.WaitGroup
	for index := range 4 {
		group.Add(1)
		go func() {
			defer group.Done()
			name := fmt.Sprintf("shop %d", index)
			settings := kitSettings(t, "wx00000000000000bb", fmt.Sprintf("111000001%d", index))
			for range 15 {
				if _, err := merchants.Add(name, settings); err != nil {
					t.Error(err)
				}
				if _, err := merchants.Replace(name, settings); err != nil {
					t.Error(err)
				}
				handled, err := merchants.ReceiveNotification(t.Context(), notification.Header, notification.Body)
				if err != nil || handled.Merchant != "fixed" {
					t.Errorf("%v %v", handled, err)
				}
				if !merchants.Remove(name) {
					t.Error("it was not there")
				}
			}
		}()
	}
	group.Wait()
	if names := merchants.Names(); !slices.Equal(names, []string{"fixed"}) {
		t.Errorf("%v", names)
	}
	merchants.Close()
	noMoreGoroutines(t, before)
}

// kitSettings are those of the test kit's merchant, with another mini program.
func kitSettings(t testing.TB, appID, qqAppID string) qqwxpay.Settings {
	t.Helper()
	settings := settingsOf(t, qqwxpaytest.Settings(t))
	settings.WeChatAppID, settings.QQAppID = appID, qqAppID
	return settings
}
