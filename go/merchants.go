package qqwxpay

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"runtime"
	"sync"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

// Merchants are the clients of several merchants in one process, each by a name of your own; notifications of all of them may come to one
// address. They share connections, and where they take payments for the same mini program, QQ's access token. Any number of goroutines may use
// it, also while merchants come and go.
//
// One merchant number may take payments for several mini programs, each with a client of its own here: which one a notification is for is said by
// the WeChat AppID in it. Where nothing in it tells them apart (a refund names no AppID, and two QQ mini programs may share a WeChat AppID), it
// goes to the one that was added first, and OtherMerchants names the others: look for its number in the orders of each.
type Merchants struct {
	object *object

	// Held while they change, so that those here are those of the library.
	changing sync.Mutex
	mu       sync.RWMutex
	clients  map[string]*Client
}

// Owner is the merchant that a notification is for.
type Owner struct {
	// Its name.
	Name string
	// Its client, whose keys judge the notification.
	Pay *Client
	// Others with the same merchant number that it may be for just as well: see [Merchants].
	Others []string
}

// NewMerchants makes one with nobody in it. The error is that package and library are of different versions.
func NewMerchants() (*Merchants, error) {
	if err := checkVersion(); err != nil {
		return nil, err
	}
	made := native.Call(0, "merchants", []byte(`{"names":"go"}`), nil)
	if made.Status != native.StatusOK {
		return nil, readError(made.Text)
	}
	m := &Merchants{object: &object{handle: made.Handle}, clients: map[string]*Client{}}
	runtime.AddCleanup(m, (*object).release, m.object)
	return m, nil
}

// Add makes the client of a merchant with these settings, as [New] does, and adds it under a name of yours. The error is MERCHANT_GIVEN_TWICE when
// the name is taken, or another one has the same merchant number, WeChat AppID and QQ AppID; or it names the setting.
func (m *Merchants) Add(name string, settings Settings, options ...Option) (*Client, error) {
	return m.made("add", name, nativeParts{Settings: settings}, options)
}

// AddClient adds a client that you made, which is then closed by Remove, Replace and Close.
func (m *Merchants) AddClient(name string, client *Client) error { return m.join("add", name, client) }

// Replace puts a client with other settings in the place of the one with this name, for instance with new keys. Calls that are under way end as
// they would; the client before is closed. After an error, such as MERCHANT_UNKNOWN, nothing has changed.
func (m *Merchants) Replace(name string, settings Settings, options ...Option) (*Client, error) {
	return m.made("replace", name, nativeParts{Settings: settings}, options)
}

// ReplaceClient does the same with a client that you made.
func (m *Merchants) ReplaceClient(name string, client *Client) error {
	return m.join("replace", name, client)
}

// Remove forgets a merchant and closes its client; false when there was none of this name.
func (m *Merchants) Remove(name string) bool {
	defer runtime.KeepAlive(m)
	m.changing.Lock()
	defer m.changing.Unlock()
	client := m.Get(name)
	if client == nil {
		return false
	}
	_, _ = m.now("remove", map[string]any{"name": name}, nil) // it is there
	m.mu.Lock()
	delete(m.clients, name)
	m.mu.Unlock()
	client.Close()
	return true
}

// Get gives the client of this name; nil when there is none.
func (m *Merchants) Get(name string) *Client {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.clients[name]
}

// Names gives the names, in the order in which they were added.
func (m *Merchants) Names() []string {
	defer runtime.KeepAlive(m)
	result, err := m.now("names", nil, nil)
	if err != nil {
		return nil // it is closed
	}
	var names []string
	_ = json.Unmarshal(result.Text, &names)
	return names
}

// Close closes all clients. It may be called twice; later nobody can be added.
func (m *Merchants) Close() {
	defer runtime.KeepAlive(m)
	m.changing.Lock()
	defer m.changing.Unlock()
	m.object.release()
	m.mu.Lock()
	clients := m.clients
	m.clients = map[string]*Client{}
	m.mu.Unlock()
	for client := range maps.Values(clients) {
		client.Close()
	}
}

// Owner tells whose notification it is, as far as it says so itself: nothing is believed, and no signature is verified. The error is
// MERCHANT_NOT_REGISTERED, or why it is no genuine one.
func (m *Merchants) Owner(header http.Header, rawBody []byte) (*Owner, error) {
	for {
		result, err := m.asked("owner", header, rawBody)
		if err != nil {
			return nil, err
		}
		if owner, err := m.named(result); owner != nil || err != nil {
			return owner, err
		}
	}
}

// ParseNotification is [Client.ParseNotification] of the merchant that it is for, which is its Merchant. What is for none is refused, answered so
// that it comes again, and reported at a bounded rate.
func (m *Merchants) ParseNotification(header http.Header, rawBody []byte) (*HandledNotification, error) {
	return m.handle(header, rawBody, func(client *Client) (*HandledNotification, error) {
		return client.ParseNotification(header, rawBody)
	})
}

// ReceiveNotification is [Client.ReceiveNotification] of the merchant that it is for.
func (m *Merchants) ReceiveNotification(ctx context.Context, header http.Header, rawBody []byte) (*HandledNotification, error) {
	return m.awaitNotification(ctx, false, header, rawBody)
}

// ConfirmNotification is [Client.ConfirmNotification] of the merchant that it is for.
func (m *Merchants) ConfirmNotification(ctx context.Context, header http.Header, rawBody []byte) (*HandledNotification, error) {
	return m.awaitNotification(ctx, true, header, rawBody)
}

// AnswerNotification is [Client.AnswerNotification] of the merchant that it is for; Notification.Merchant of the event is its name.
func (m *Merchants) AnswerNotification(ctx context.Context, handlers Handlers, header http.Header, rawBody []byte) (*Acknowledgement, error) {
	return answerOnce(ctx, m, handlers, header, rawBody)
}

// NotificationHandler is [Client.NotificationHandler] for all of them, at one address; Notification.Merchant of the event is the name.
func (m *Merchants) NotificationHandler(handlers Handlers) http.Handler {
	return notificationHandler(m, handlers)
}

// String shows nothing of the settings.
func (m *Merchants) String() string { return "qqwxpay.Merchants{}" }

// GoString is String.
func (m *Merchants) GoString() string { return m.String() }

// String shows the names.
func (o Owner) String() string { return fmt.Sprintf("Owner{Name: %q, Others: %q}", o.Name, o.Others) }

// GoString is String.
func (o Owner) GoString() string { return o.String() }

func (m *Merchants) made(how, name string, parts nativeParts, options []Option) (*Client, error) {
	defer runtime.KeepAlive(m)
	if m.object.released.Load() {
		return nil, facadeError("CLIENT_CLOSED", "", "")
	}
	parts.Merchants = m.object.handle
	client, err := newClient(parts, options)
	if err != nil {
		return nil, err
	}
	if err := m.join(how, name, client); err != nil {
		client.Close()
		return nil, err
	}
	return client, nil
}

func (m *Merchants) join(how, name string, client *Client) error {
	defer runtime.KeepAlive(m)
	if client == nil {
		return facadeError("FIELD_MISSING", "client", "it is nil")
	}
	defer runtime.KeepAlive(client)
	m.changing.Lock()
	defer m.changing.Unlock()
	if _, err := m.now(how, map[string]any{"name": name, "client": client.core.handle}, nil); err != nil {
		return err
	}
	before := m.Get(name)
	m.mu.Lock()
	m.clients[name] = client
	m.mu.Unlock()
	if before != nil && before != client {
		before.Close()
	}
	return nil
}

func (m *Merchants) awaitNotification(ctx context.Context, confirm bool, header http.Header, rawBody []byte) (*HandledNotification, error) {
	return m.handle(header, rawBody, func(client *Client) (*HandledNotification, error) {
		return client.awaitNotification(ctx, confirm, header, rawBody)
	})
}

func (m *Merchants) handle(header http.Header, rawBody []byte, by func(*Client) (*HandledNotification, error)) (*HandledNotification, error) {
	for {
		found, err := m.asked("addressee", header, rawBody)
		if err != nil {
			return nil, err
		}
		if found.Handle != 0 {
			return handledBy(nil, found)
		}
		owner, err := m.named(found)
		if err != nil {
			return nil, err
		}
		if owner == nil {
			continue
		}
		handled, err := by(owner.Pay)
		if err != nil {
			return nil, err
		}
		handled.Merchant, handled.OtherMerchants = owner.Name, owner.Others
		return handled, nil
	}
}

func (m *Merchants) asked(method string, header http.Header, rawBody []byte) (native.Result, error) {
	defer runtime.KeepAlive(m)
	return m.now(method, received{Headers: notificationHeaders(header)}, rawBody)
}

// named is the owner that the library names; nil in the moment in which it comes or goes: the library is asked again.
func (m *Merchants) named(result native.Result) (*Owner, error) {
	var found struct {
		Name   string   `json:"name"`
		Others []string `json:"others"`
	}
	if json.Unmarshal(result.Text, &found) != nil {
		return nil, errUnreadable
	}
	client := m.Get(found.Name)
	if client == nil {
		return nil, nil
	}
	return &Owner{found.Name, client, found.Others}, nil
}

func (m *Merchants) now(method string, given any, body []byte) (native.Result, error) {
	if m.object.released.Load() {
		return native.Result{}, facadeError("CLIENT_CLOSED", "", "")
	}
	return m.object.now(method, given, body)
}
