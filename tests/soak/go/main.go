// One process of the soak's shop: see ../README.md for what it reads and says.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

const (
	// So many commands are under way at once.
	callers = 6
	// The longest line, a notification with its headers.
	longest = 1 << 20
)

var saying sync.Mutex

func say(fields ...string) {
	saying.Lock()
	defer saying.Unlock()
	fmt.Println(strings.Join(fields, "\t"))
}

type worker struct {
	pay      *qqwxpay.Client
	handlers qqwxpay.Handlers
}

func handlers() qqwxpay.Handlers {
	return qqwxpay.Handlers{
		Paid: func(_ context.Context, paid *qqwxpay.PaidEvent) error {
			if err := paid.Expect(qqwxpay.Expected{OutTradeNo: paid.OutTradeNo, Total: 1999}); err != nil {
				return err
			}
			say("took", "paid", paid.OutTradeNo)
			return nil
		},
		Refund: func(_ context.Context, refund *qqwxpay.RefundEvent) error {
			say("took", "refund", refund.OutRefundNo, string(refund.Status))
			return nil
		},
	}
}

func orderOf(number string) qqwxpay.OrderReference {
	return qqwxpay.OrderReference{Family: qqwxpay.OrderFamilyDirect, OutTradeNo: number}
}

func (w *worker) place(ctx context.Context, number, notifyURL string) ([]string, error) {
	placement, err := w.pay.PlaceOrder(ctx, qqwxpay.OrderRequest{
		OutTradeNo:  number,
		Description: "蓝色马克杯",
		Amount:      qqwxpay.OrderAmount{Total: 1999},
		SceneInfo:   qqwxpay.SceneInfo{PayerClientIP: "203.0.113.7"},
		NotifyURL:   notifyURL,
	})
	if err != nil {
		return nil, err
	}
	if placed := placement.Placed; placed != nil {
		return []string{"placed", placed.RequestPayment.URL}, nil
	}
	return []string{"to_confirm"}, nil
}

func (w *worker) refund(ctx context.Context, number, refundNumber, notifyURL string) ([]string, error) {
	refund, err := w.pay.Refund(ctx, qqwxpay.RefundRequest{
		OutTradeNo:  number,
		OutRefundNo: refundNumber,
		Amount:      qqwxpay.RefundRequestAmount{Refund: 500, Total: 1999},
		NotifyURL:   notifyURL,
	})
	if err != nil {
		return nil, err
	}
	return []string{string(refund.Status)}, nil
}

func (w *worker) notify(ctx context.Context, body string, lines []string) ([]string, error) {
	header := http.Header{}
	for at := 0; at+1 < len(lines); at += 2 {
		header.Add(lines[at], lines[at+1])
	}
	answer, err := w.pay.AnswerNotification(ctx, w.handlers, header, []byte(body))
	if err != nil {
		return nil, err
	}
	return []string{"answered", fmt.Sprint(answer.Status), answer.Body}, nil
}

func (w *worker) do(ctx context.Context, work string, given []string) ([]string, error) {
	switch work {
	case "place":
		return w.place(ctx, given[0], given[1])
	case "confirm":
		status, err := w.pay.ConfirmOrder(ctx, orderOf(given[0]))
		if err != nil {
			return nil, err
		}
		return []string{string(status.State)}, nil
	case "close":
		status, err := w.pay.CloseIfUnpaid(ctx, orderOf(given[0]))
		if err != nil {
			return nil, err
		}
		return []string{string(status.State)}, nil
	case "refund":
		return w.refund(ctx, given[0], given[1], given[2])
	case "refunded":
		refund, err := w.pay.QueryRefund(ctx, qqwxpay.RefundQuery{OutRefundNo: given[0]})
		if err != nil {
			return nil, err
		}
		return []string{string(refund.Status)}, nil
	case "notify":
		return w.notify(ctx, given[0], given[1:])
	}
	return nil, fmt.Errorf("no work is called %s", work)
}

func (w *worker) obey(line string) {
	fields := strings.Split(line, "\t")
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	said, err := w.do(ctx, fields[1], fields[2:])
	var failed *qqwxpay.Error
	switch {
	case errors.As(err, &failed):
		say("failed", fields[0], failed.Code)
	case err != nil:
		say("failed", fields[0], err.Error())
	default:
		say(append([]string{"said", fields[0]}, said...)...)
	}
}

func main() {
	pay, err := qqwxpay.FromEnvironment()
	if err != nil {
		log.Fatal(err)
	}
	defer pay.Close()
	w := &worker{pay, handlers()}
	lines := make(chan string)
	var all sync.WaitGroup
	for range callers {
		all.Add(1)
		go func() {
			defer all.Done()
			for line := range lines {
				w.obey(line)
			}
		}()
	}
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, longest)
	for input.Scan() {
		lines <- input.Text()
	}
	close(lines)
	all.Wait()
}
