package qqwxpay

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
)

// ErrNotConnected is what a [Transport] gives when nothing was sent.
var ErrNotConnected = errors.New("qq-wxpay: not connected, nothing was sent")

// mostReplyBytes is more than any reply may have; the library refuses what is too large.
const mostReplyBytes = 9 << 20

// PreparedRequest is a request to send unchanged, byte for byte, with TLS certificates checked and without following redirects.
type PreparedRequest struct {
	Method string
	// The query of an address at QQ holds the access token: never log it.
	URL string `qqwxpay:"hidden"`
	// Authorization holds a signature: never log it.
	Header http.Header `qqwxpay:"hidden"`
	// The exact body; nil when there is none.
	Body []byte `qqwxpay:"hidden"`
	// Whether the connection must show the merchant certificate: V2 refunds only.
	ClientCertificate bool
}

// UnmarshalJSON reads what the library signed.
func (r *PreparedRequest) UnmarshalJSON(text []byte) error {
	var record struct {
		Method  string `json:"method"`
		URL     string `json:"url"`
		Headers []struct{ Name, Value string }
		Body    []byte `json:"body_base64"`
		Shows   bool   `json:"client_certificate"`
	}
	if err := json.Unmarshal(text, &record); err != nil {
		return err
	}
	*r = PreparedRequest{Method: record.Method, URL: record.URL, Header: http.Header{}, ClientCertificate: record.Shows}
	for _, header := range record.Headers {
		r.Header.Add(header.Name, header.Value)
	}
	if len(record.Body) > 0 {
		r.Body = record.Body
	}
	return nil
}

// HTTPRequest is the same for net/http.
func (r *PreparedRequest) HTTPRequest(ctx context.Context) (*http.Request, error) {
	var body io.Reader
	if r.Body != nil {
		body = bytes.NewReader(r.Body)
	}
	request, err := http.NewRequestWithContext(ctx, r.Method, r.URL, body)
	if err != nil {
		return nil, errors.New("qq-wxpay: net/http does not take this address") // its own error would show it
	}
	request.Header = r.Header.Clone()
	return request, nil
}

// roundTripper sends by net/http.
type roundTripper struct{ http.RoundTripper }

func (t *roundTripper) Send(ctx context.Context, request *PreparedRequest) (*HTTPReply, error) {
	sent, err := request.HTTPRequest(ctx)
	if err != nil {
		return nil, err
	}
	reply, err := t.RoundTrip(sent)
	if err != nil {
		var dialed *net.OpError
		if errors.As(err, &dialed) && dialed.Op == "dial" {
			return nil, fmt.Errorf("%w: %w", ErrNotConnected, err)
		}
		return nil, err
	}
	defer func() { _ = reply.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(reply.Body, mostReplyBytes))
	if err != nil {
		return nil, err
	}
	return &HTTPReply{Status: reply.StatusCode, Header: reply.Header, Body: body}, nil
}

// cryptoSigner signs by a key of Go's.
type cryptoSigner struct{ crypto.Signer }

func (s *cryptoSigner) Sign(_ context.Context, message []byte) ([]byte, error) {
	digest := sha256.Sum256(message)
	return s.Signer.Sign(rand.Reader, digest[:], crypto.SHA256)
}

// headerList is headers as one list: name, value, name, value, ...
func headerList(header http.Header) []string {
	list := make([]string, 0, 2*len(header))
	for name, values := range header {
		list = listed(list, name, values)
	}
	return list
}

func listed(list []string, name string, values []string) []string {
	for _, value := range values {
		list = append(list, name, value)
	}
	return list
}

// String shows method and nothing else.
func (r PreparedRequest) String() string { return describe(r) }

// GoString is String.
func (r PreparedRequest) GoString() string { return describe(r) }

// Format writes String, whatever the verb.
func (r PreparedRequest) Format(state fmt.State, _ rune) { format(state, r) }

// LogValue is String.
func (r PreparedRequest) LogValue() slog.Value { return slog.StringValue(describe(r)) }

// String shows the status and nothing else.
func (r HTTPReply) String() string { return describe(r) }

// GoString is String.
func (r HTTPReply) GoString() string { return describe(r) }

// Format writes String, whatever the verb.
func (r HTTPReply) Format(state fmt.State, _ rune) { format(state, r) }

// LogValue is String.
func (r HTTPReply) LogValue() slog.Value { return slog.StringValue(describe(r)) }

// String shows the times, and not the token.
func (t StoredToken) String() string { return describe(t) }

// GoString is String.
func (t StoredToken) GoString() string { return describe(t) }

// Format writes String, whatever the verb.
func (t StoredToken) Format(state fmt.State, _ rune) { format(state, t) }

// LogValue is String.
func (t StoredToken) LogValue() slog.Value { return slog.StringValue(describe(t)) }
