package qqwxpay

import (
	"context"
	"encoding/json"
	"iter"
	"runtime"
	"sync"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

// rowsAtOnce is how many rows cross the border together.
const rowsAtOnce = 500

// Bill is a bill that is being downloaded: its rows as they arrive, once.
type Bill[Row, End any] struct {
	client *Client
	object *object

	mu       sync.Mutex
	finished *End
}

func openBill[Row, End any](ctx context.Context, c *Client, operation string, request any) (*Bill[Row, End], error) {
	defer runtime.KeepAlive(c)
	arguments, err := encode(request)
	if err != nil {
		return nil, err
	}
	result, err := c.core.invoke(ctx, c.core.handle, operation, arguments, nil)
	if err != nil {
		return nil, err
	}
	bill := &Bill[Row, End]{client: c, object: &object{handle: result.Handle}}
	runtime.AddCleanup(bill, (*object).release, bill.object)
	return bill, nil
}

// Rows gives the rows, once. They are proven only when the loop has ended without an error: until then keep them where they can be taken
// back. Leaving the loop ends the download.
//
//	for row, err := range bill.Rows(ctx) {
//		if err != nil {
//			return err // throw away every row of this bill
//		}
//		...
//	}
func (b *Bill[Row, End]) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		defer b.Close()
		for {
			rows, err := b.next(ctx)
			if err != nil {
				yield(*new(Row), err)
				return
			}
			if rows == nil {
				return
			}
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// Finished gives the totals and what proves the bill; nil before the last row was read.
func (b *Bill[Row, End]) Finished() *End {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.finished
}

// Close ends the download. A loop over the rows does it at its end.
func (b *Bill[Row, End]) Close() { b.object.release() }

// next gives the next rows; nil at the end of the bill, which is proven then.
func (b *Bill[Row, End]) next(ctx context.Context) ([]Row, error) {
	if b.object.released.Load() {
		return nil, facadeError("BILL_READ_BEFORE", "", "")
	}
	result, err := b.client.core.invoke(ctx, b.object.handle, "next_rows", maximum(rowsAtOnce), nil)
	if err != nil {
		return nil, err
	}
	if result.Status != native.StatusNothing {
		return decodeList[Row](result.Text)
	}
	ended, err := b.client.core.now(b.object.handle, "finished", nil, nil)
	if err != nil || ended.Status == native.StatusNothing {
		return nil, err
	}
	end, err := decode[End](ended.Text)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.finished = end
	return nil, err
}

// decodeList reads a list that is not empty.
func decodeList[T any](text []byte) ([]T, error) {
	var items []T
	if err := json.Unmarshal(text, &items); err != nil {
		return nil, errUnreadable
	}
	return items, nil
}

func maximum(count int) []byte {
	text, _ := json.Marshal(map[string]int{"maximum": count})
	return text
}
