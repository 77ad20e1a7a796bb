package qqwxpay_test

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

// send sends by net/http.
func send(t testing.TB, prepared *qqwxpay.PreparedRequest) *http.Response {
	t.Helper()
	request := must[*http.Request](t)(prepared.HTTPRequest(t.Context()))
	return must[*http.Response](t)(http.DefaultTransport.RoundTrip(request))
}

type provider func(ctx context.Context, refused string) (string, error)

func (p provider) AccessToken(ctx context.Context, refused string) (string, error) {
	return p(ctx, refused)
}

func TestATokenProviderIsAsked(t *testing.T) {
	shop := openShop(t)
	asked := atomic.Int64{}
	own := provider(func(ctx context.Context, refused string) (string, error) {
		asked.Add(1)
		token, err := shop.pay.AccessToken(ctx)
		if err != nil {
			return "", err
		}
		return token.AccessToken, nil
	})
	place(t, shop.client(t, "", qqwxpay.WithTokenProvider(own)), order())
	if asked.Load() == 0 {
		t.Error("it was not asked")
	}
}

func TestWhatAHostFunctionReturnsIsBehindTheError(t *testing.T) {
	shop := openShop(t)
	why := errors.New("the token server is away")
	client := shop.client(t, "", qqwxpay.WithTokenProvider(provider(func(context.Context, string) (string, error) { return "", why })))
	_, err := client.PlaceOrder(t.Context(), order())
	if own := failed(t, err); !errors.Is(err, why) || strings.Contains(err.Error(), "is away") {
		t.Errorf("%+v", own)
	}
	panics := shop.client(t, "", qqwxpay.WithTokenProvider(provider(func(context.Context, string) (string, error) { panic("oh") })))
	_, err = panics.PlaceOrder(t.Context(), order())
	if causes := failed(t, err).Unwrap(); len(causes) != 1 || causes[0].Error() != "panic: oh" {
		t.Errorf("%v", causes)
	}
}

func TestACallByAFunctionThatItsClientWaitsForIsRefused(t *testing.T) {
	shop := openShop(t)
	var client *qqwxpay.Client
	inner := make(chan error, 10)
	client = shop.client(t, "", qqwxpay.WithTokenProvider(provider(func(ctx context.Context, _ string) (string, error) {
		_, err := client.QueryOrder(ctx, qqwxpay.OrderID{OutTradeNo: "GO123456"})
		inner <- err
		return "", err
	})))
	if _, err := client.PlaceOrder(t.Context(), order()); err == nil {
		t.Error("it was placed")
	}
	if own := failed(t, within(t, inner)); own.Code != "CLIENT_REENTERED" || !strings.Contains(own.Message, "AccessToken") {
		t.Errorf("%+v", own)
	}
}

// memory is a token store of a process.
type memory struct {
	mu     sync.Mutex
	token  map[string]qqwxpay.StoredToken
	leases map[string]lease
}

type lease struct {
	owner string
	until time.Time
}

func newMemory() *memory {
	return &memory{token: map[string]qqwxpay.StoredToken{}, leases: map[string]lease{}}
}

func (m *memory) Load(_ context.Context, appID string) (*qqwxpay.StoredToken, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if token, found := m.token[appID]; found {
		return &token, nil
	}
	return nil, nil
}

func (m *memory) AcquireLease(_ context.Context, appID, owner string, duration time.Duration) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if held := m.leases[appID]; held.owner != owner && time.Now().Before(held.until) {
		return false, nil
	}
	m.leases[appID] = lease{owner, time.Now().Add(duration)}
	return true, nil
}

func (m *memory) Save(_ context.Context, appID, owner string, token qqwxpay.StoredToken) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if held := m.leases[appID]; held.owner != owner || time.Now().After(held.until) {
		return false, nil
	}
	m.token[appID] = token
	delete(m.leases, appID)
	return true, nil
}

func (m *memory) ReleaseLease(_ context.Context, appID, owner string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.leases[appID].owner == owner {
		delete(m.leases, appID)
	}
	return nil
}

func TestATokenStoreIsSharedByTwoClients(t *testing.T) {
	shop := openShop(t)
	store := newMemory()
	one, two := shop.client(t, "", qqwxpay.WithTokenStore(store)), shop.client(t, "", qqwxpay.WithTokenStore(store))
	first := must[*qqwxpay.AccessToken](t)(one.AccessToken(t.Context()))
	second := must[*qqwxpay.AccessToken](t)(two.AccessToken(t.Context()))
	if *first != *second || len(store.token) != 1 {
		t.Error("each has its own")
	}
	if err := one.CheckTokenStore(t.Context()); err != nil {
		t.Error(err)
	}
}

// counting counts what goes through it.
type counting struct {
	http.RoundTripper
	count atomic.Int64
}

func (c *counting) RoundTrip(request *http.Request) (*http.Response, error) {
	c.count.Add(1)
	return c.RoundTripper.RoundTrip(request)
}

func TestRequestsGoThroughARoundTripper(t *testing.T) {
	shop := openShop(t)
	transport := &counting{RoundTripper: http.DefaultTransport}
	client := shop.client(t, "", qqwxpay.WithRoundTripper(transport))
	placed := place(t, client, order())
	if transport.count.Load() < 2 {
		t.Errorf("%d requests", transport.count.Load())
	}
	shop.sandbox.Pay(t, placed.H5URL)
	within(t, shop.paid)
}

// refusing never connects.
type refusing struct{ err error }

func (r refusing) Send(context.Context, *qqwxpay.PreparedRequest) (*qqwxpay.HTTPReply, error) {
	return nil, r.err
}

func TestATransportThatSentNothingIsAnErrorAndOneThatMayHaveIsAResult(t *testing.T) {
	shop := openShop(t)
	token := must[*qqwxpay.AccessToken](t)(shop.pay.AccessToken(t.Context()))
	source := qqwxpay.WithTokenProvider(provider(func(context.Context, string) (string, error) { return token.AccessToken, nil }))
	away := shop.client(t, "", source, qqwxpay.WithTransport(refusing{fmt.Errorf("%w: no route", qqwxpay.ErrNotConnected)}))
	_, err := away.PlaceOrder(t.Context(), order())
	if own := failed(t, err); own.Kind != qqwxpay.KindTransport || own.Retry != qqwxpay.RetrySameRequest {
		t.Errorf("%+v", own)
	}
	lost := shop.client(t, "", source, qqwxpay.WithTransport(refusing{io.ErrUnexpectedEOF}))
	placement, err := lost.PlaceOrder(t.Context(), order())
	if err != nil || placement.ToConfirm == nil {
		t.Errorf("%v, %v", placement, err)
	}
}

// keyOf is the merchant's key of the sandbox.
func keyOf(t testing.TB, environment map[string]string) *rsa.PrivateKey {
	t.Helper()
	block, _ := pem.Decode([]byte(environment["QQ_WXPAY_MERCHANT_PRIVATE_KEY"]))
	if block == nil {
		t.Fatal("no key")
	}
	return must[any](t)(x509.ParsePKCS8PrivateKey(block.Bytes)).(*rsa.PrivateKey)
}

type failingSigner struct{ crypto.Signer }

func (failingSigner) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return nil, errors.New("the key service is away")
}

func TestACryptoSignerSigns(t *testing.T) {
	shop := openShop(t)
	key := keyOf(t, shop.sandbox.Environment)
	withoutKey := func(signer crypto.Signer) *qqwxpay.Client {
		variables := map[string]string{}
		for name, value := range shop.sandbox.Environment {
			if name != "QQ_WXPAY_MERCHANT_PRIVATE_KEY" && !strings.Contains(name, "P12") {
				variables[name] = value
			}
		}
		client := must[*qqwxpay.Client](t)(qqwxpay.FromVariables(variables, qqwxpay.WithCryptoSigner(signer)))
		t.Cleanup(client.Close)
		return client
	}
	client := withoutKey(key)
	order := order()
	place(t, client, order)
	prepared := must[*qqwxpay.Prepared[qqwxpay.Transaction]](t)(client.PrepareQueryOrder(t.Context(), qqwxpay.OrderID{OutTradeNo: order.OutTradeNo}))
	must[*qqwxpay.Transaction](t)(prepared.FinishResponse(send(t, prepared.Request)))
	_, err := withoutKey(failingSigner{key}).PlaceOrder(t.Context(), order)
	if own := failed(t, err); own.Code != "SIGNING_FAILED" || len(own.Unwrap()) != 1 {
		t.Errorf("%+v", own)
	}
}

func TestAnObserverSeesWhatHappens(t *testing.T) {
	shop := openShop(t)
	events := make(chan *qqwxpay.ClientEvent, 1000)
	client := shop.client(t, "", qqwxpay.WithObserver(qqwxpay.ObserverFunc(func(event *qqwxpay.ClientEvent) { events <- event })))
	place(t, client, order())
	for {
		event := within(t, events)
		if event.Call != nil && event.Call.Operation == "place_order" {
			break
		}
	}
}

// A slow observer keeps no call waiting, and one that panics ends nothing.
func TestAnObserverThatIsSlowOrPanicsHoldsNothingUp(t *testing.T) {
	shop := openShop(t)
	stuck := make(chan struct{})
	defer close(stuck)
	slow := shop.client(t, "", qqwxpay.WithObserver(qqwxpay.ObserverFunc(func(*qqwxpay.ClientEvent) { <-stuck })))
	place(t, slow, order())
	panics := shop.client(t, "", qqwxpay.WithObserver(qqwxpay.ObserverFunc(func(*qqwxpay.ClientEvent) { panic("no") })))
	place(t, panics, order())
	eventually(t, "the log says it", func() bool { return strings.Contains(shop.log.String(), "the observer panicked: no") })
}

func TestFaultsAreLogged(t *testing.T) {
	log := new(logBook)
	pay := qqwxpaytest.Client(t, qqwxpay.WithLogger(log.logger()))
	handler := pay.NotificationHandler(qqwxpay.Handlers{Paid: func(context.Context, *qqwxpay.PaidEvent) error { return nil }})
	signed := qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{}, qqwxpaytest.Changes{Spoilt: qqwxpaytest.Undecryptable})
	if answer := qqwxpaytest.Deliver(t, handler, signed); answer.Acknowledged {
		t.Errorf("%+v", answer)
	}
	eventually(t, "a line", func() bool { return strings.Contains(log.String(), "DECRYPT_FAILED") })
}
