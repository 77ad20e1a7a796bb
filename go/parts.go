package qqwxpay

import (
	"context"
	"crypto"
	"log/slog"
	"net/http"
	"time"
)

// TokenProvider supplies QQ's access token, for those who have a central token server.
type TokenProvider interface {
	// AccessToken gives the token. refused is one that QQ has just refused, or empty: give another one than that.
	AccessToken(ctx context.Context, refused string) (string, error)
}

// TokenStore keeps QQ's access token for many processes, for example in Redis. [Client.CheckTokenStore] tries one.
type TokenStore interface {
	// Load gives the stored token; nil when there is none.
	Load(ctx context.Context, qqAppID string) (*StoredToken, error)
	// AcquireLease takes the lease, unless somebody else holds it (Redis: SET NX PX). One that is owner's already is granted again.
	AcquireLease(ctx context.Context, qqAppID, owner string, duration time.Duration) (bool, error)
	// Save stores the token if the lease is still owner's, and ends the lease. False when it was lost meanwhile.
	Save(ctx context.Context, qqAppID, owner string, token StoredToken) (bool, error)
	// ReleaseLease ends the lease if it is still owner's, without storing anything.
	ReleaseLease(ctx context.Context, qqAppID, owner string) error
}

// Transport sends requests another way than the library does: unchanged, byte for byte, following no redirect, checking TLS certificates.
type Transport interface {
	// Send sends the request until its context ends. Give an error that wraps [ErrNotConnected] when nothing was sent; any other leaves open
	// whether it arrived.
	Send(ctx context.Context, request *PreparedRequest) (*HTTPReply, error)
}

// Signer signs in the place of a private key: a KMS behind a network. For a [crypto.Signer] take [WithCryptoSigner].
type Signer interface {
	// Sign gives the RSASSA-PKCS1-v1_5 signature with SHA-256 of message, not encoded. message is not hashed yet.
	Sign(ctx context.Context, message []byte) ([]byte, error)
}

// Observer receives every request, every notification and every fault.
//
// It is called by a goroutine that is this client's alone, one event after the other: one that is slow or never returns keeps no call waiting.
// Up to 10000 events wait for it; what comes on top is left out, and the log says how many.
type Observer interface {
	Observe(event *ClientEvent)
}

// ObserverFunc is a function as an [Observer].
type ObserverFunc func(event *ClientEvent)

// Observe calls the function.
func (f ObserverFunc) Observe(event *ClientEvent) { f(event) }

// StoredToken is QQ's access token as a token store keeps it. Its JSON has the token: it is for the store, and for no log.
type StoredToken struct {
	AccessToken string `json:"access_token" qqwxpay:"hidden"`
	// Unix seconds.
	FetchedAt int64 `json:"fetched_at"`
	// Unix seconds from which on it should be replaced.
	RefreshAt int64 `json:"refresh_at"`
	// Unix seconds.
	ExpiresAt int64 `json:"expires_at"`
}

// HTTPReply is the reply to a request.
type HTTPReply struct {
	Status int
	Header http.Header `qqwxpay:"hidden"`
	// The raw bytes.
	Body []byte `qqwxpay:"hidden"`
}

// Option is a part of a client that you bring along.
type Option func(*choices)

// choices are the parts of one client.
type choices struct {
	provider  TokenProvider
	store     TokenStore
	transport Transport
	signer    Signer
	observer  Observer
	logger    *slog.Logger
}

// WithTokenProvider takes the access token from you instead of fetching it.
func WithTokenProvider(provider TokenProvider) Option {
	return func(c *choices) { c.provider = provider }
}

// WithTokenStore keeps the access token in a store of yours.
func WithTokenStore(store TokenStore) Option { return func(c *choices) { c.store = store } }

// WithTransport sends the requests another way than the library does.
func WithTransport(transport Transport) Option {
	return func(c *choices) { c.transport = transport }
}

// WithRoundTripper sends the requests by net/http, such as with http.DefaultTransport or one that traces. It must follow no redirect, and for
// V2 refunds show the merchant certificate.
func WithRoundTripper(transport http.RoundTripper) Option {
	return WithTransport(&roundTripper{transport})
}

// WithSigner signs by a KMS.
func WithSigner(signer Signer) Option { return func(c *choices) { c.signer = signer } }

// WithCryptoSigner signs by an RSA key of Go's: an HSM, a TPM, a cloud key.
func WithCryptoSigner(signer crypto.Signer) Option { return WithSigner(&cryptoSigner{signer}) }

// WithObserver tells all that the client does; see [Observer]. A func goes in as ObserverFunc(f).
func WithObserver(observer Observer) Option { return func(c *choices) { c.observer = observer } }

// WithLogger writes the lines that the people who run the shop must see to this logger; without it they go to slog.Default().
func WithLogger(logger *slog.Logger) Option { return func(c *choices) { c.logger = logger } }
