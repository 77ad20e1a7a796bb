package qqwxpay

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"runtime"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

// Prepared is a signed request for an HTTP client of your own, and the reader of its reply. To repeat, prepare again: a nonce is used once.
type Prepared[Reply any] struct {
	// Request is what to send.
	Request *PreparedRequest

	client *Client
	object *object
}

func prepare[Reply any](ctx context.Context, c *Client, operation string, request any, accessToken string) (*Prepared[Reply], error) {
	held, sent, err := prepareObject(ctx, c, "prepare", operation, request, accessToken)
	if err != nil {
		return nil, err
	}
	prepared := &Prepared[Reply]{Request: sent, client: c, object: held}
	runtime.AddCleanup(prepared, (*object).release, held)
	return prepared, nil
}

// Finish verifies and reads the reply: its status, its headers, its raw body.
func (p *Prepared[Reply]) Finish(status int, header http.Header, body []byte) (*Reply, error) {
	defer runtime.KeepAlive(p)
	arguments, err := replyHead(status, header)
	if err != nil {
		return nil, err
	}
	result, err := p.client.core.now(p.object.handle, "finish", arguments, body)
	if err != nil {
		return nil, err
	}
	return decode[Reply](result.Text)
}

// FinishResponse does the same with the response of net/http: it reads the body and closes it.
func (p *Prepared[Reply]) FinishResponse(response *http.Response) (*Reply, error) {
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, mostReplyBytes))
	if err != nil {
		return nil, err
	}
	return p.Finish(response.StatusCode, response.Header, body)
}

// PreparedBill is a signed request for a bill, and the reader of its file: Begin, Feed every piece of the body, Finish.
type PreparedBill[Row, End any] struct {
	// Request is what to send.
	Request *PreparedRequest

	client *Client
	object *object
}

func prepareBill[Row, End any](ctx context.Context, c *Client, operation string, request any) (*PreparedBill[Row, End], error) {
	held, sent, err := prepareObject(ctx, c, "prepare_bill", operation, request, "")
	if err != nil {
		return nil, err
	}
	prepared := &PreparedBill[Row, End]{Request: sent, client: c, object: held}
	runtime.AddCleanup(prepared, (*object).release, held)
	return prepared, nil
}

// Begin begins to read the reply that has this status and these headers.
func (p *PreparedBill[Row, End]) Begin(status int, header http.Header) error {
	defer runtime.KeepAlive(p)
	arguments, err := replyHead(status, header)
	if err != nil {
		return err
	}
	_, err = p.client.core.now(p.object.handle, "begin", arguments, nil)
	return err
}

// Feed takes the next piece of the file, and gives the rows that are whole by now. They are proven only when Finish has returned no error.
func (p *PreparedBill[Row, End]) Feed(piece []byte) ([]Row, error) {
	defer runtime.KeepAlive(p)
	if _, err := p.client.core.now(p.object.handle, "feed", nil, piece); err != nil {
		return nil, err
	}
	var rows []Row
	for {
		result, err := p.client.core.now(p.object.handle, "next_rows", maximum(rowsAtOnce), nil)
		if err != nil || result.Status == native.StatusNothing {
			return rows, err
		}
		more, err := decodeList[Row](result.Text)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
}

// Finish gives the totals and what proves the bill; nil when they were given already. After an error throw away every row.
func (p *PreparedBill[Row, End]) Finish() (*End, error) {
	defer runtime.KeepAlive(p)
	result, err := p.client.core.now(p.object.handle, "finish", nil, nil)
	if err != nil || result.Status == native.StatusNothing {
		return nil, err
	}
	return decode[End](result.Text)
}

// prepareObject signs. A signer of yours is waited for.
func prepareObject(ctx context.Context, c *Client, method, operation string, request any, accessToken string) (*object, *PreparedRequest, error) {
	defer runtime.KeepAlive(c)
	given := map[string]any{"operation": operation, "arguments": request}
	if accessToken != "" {
		given["access_token"] = accessToken
	}
	arguments, err := encode(given)
	if err != nil {
		return nil, nil, err
	}
	result, err := c.core.invoke(ctx, c.core.handle, method, arguments, nil)
	if err != nil {
		return nil, nil, err
	}
	prepared := &object{handle: result.Handle}
	sent, err := decode[PreparedRequest](result.Text)
	if err != nil {
		prepared.release()
	}
	return prepared, sent, err
}

// replyHead is status and headers as the library takes them.
func replyHead(status int, header http.Header) ([]byte, error) {
	if status < 100 || status > 999 {
		return nil, facadeError("WRONG_TYPE", "status", "expected the HTTP status")
	}
	return json.Marshal(map[string]any{"status": status, "headers": headerList(header)})
}
