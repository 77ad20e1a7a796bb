package qqwxpay_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

func TestAPaymentFromOrderToRefund(t *testing.T) {
	shop := openShop(t)
	ctx := t.Context()
	order := order()
	placed := place(t, shop.pay, order)
	if placed.RequestPayment == nil || placed.OutTradeNo != order.OutTradeNo {
		t.Fatalf("%v", placed)
	}
	shop.sandbox.Pay(t, placed.H5URL)
	paid := within(t, shop.paid)
	if paid.OutTradeNo != order.OutTradeNo || paid.Total != 1999 || paid.Family != qqwxpay.OrderFamilyDirect {
		t.Errorf("%v", paid.Paid)
	}
	if err := paid.Expect(qqwxpay.Expected{OutTradeNo: order.OutTradeNo, Total: 1999}); err != nil {
		t.Error(err)
	}
	if err := paid.Expect(qqwxpay.Expected{OutTradeNo: order.OutTradeNo, Total: 1998}); !errors.Is(err, qqwxpay.ErrMismatch) {
		t.Errorf("another total: %v", err)
	}
	if delivery := shop.sandbox.WaitForDelivery(t, order.OutTradeNo); !delivery.Acknowledged {
		t.Errorf("%+v", delivery)
	}
	status := must[*qqwxpay.OrderStatus](t)(shop.pay.ConfirmOrder(ctx, qqwxpay.OrderReference{OutTradeNo: order.OutTradeNo, Family: qqwxpay.OrderFamilyDirect}))
	if status.State != qqwxpay.PaymentStatePaid || status.Found.Direct.Amount == nil {
		t.Errorf("%v", status)
	}
	if err := shop.pay.ExpectPayment(qqwxpay.PaymentToExpect{Found: *status.Found, Expected: qqwxpay.Expected{OutTradeNo: order.OutTradeNo, Total: 1999}}); err != nil {
		t.Error(err)
	}
	refundOf(t, shop, order.OutTradeNo)
}

// refundOf gives five yuan back.
func refundOf(t *testing.T, shop *shop, outTradeNo string) {
	t.Helper()
	refund := must[*qqwxpay.Refund](t)(shop.pay.Refund(t.Context(), qqwxpay.RefundRequest{
		OutTradeNo:  outTradeNo,
		OutRefundNo: "R" + outTradeNo,
		Amount:      qqwxpay.RefundRequestAmount{Refund: 500, Total: 1999},
		Reason:      "少发一件",
	}))
	if refund.Status != qqwxpay.RefundStatusProcessing {
		t.Errorf("%v", refund)
	}
	shop.sandbox.SettleRefund(t, refund.OutRefundNo, qqwxpay.RefundStatusSuccess)
	ended := within(t, shop.refunds)
	if ended.OutRefundNo != refund.OutRefundNo || ended.Status != qqwxpay.RefundEndSuccess {
		t.Errorf("%v", ended.RefundEnded)
	}
	again := must[*qqwxpay.Refund](t)(shop.pay.QueryRefund(t.Context(), qqwxpay.RefundQuery{OutRefundNo: refund.OutRefundNo}))
	if again.Status != qqwxpay.RefundStatusSuccess {
		t.Errorf("%v", again)
	}
}

func TestAnUnpaidOrderIsClosed(t *testing.T) {
	shop := openShop(t)
	order := order()
	place(t, shop.pay, order)
	reference := qqwxpay.OrderReference{OutTradeNo: order.OutTradeNo, Family: qqwxpay.OrderFamilyDirect}
	status := must[*qqwxpay.OrderStatus](t)(shop.pay.CloseIfUnpaid(t.Context(), reference))
	if status.State != qqwxpay.PaymentStateClosed {
		t.Errorf("%v", status)
	}
	if err := shop.pay.CloseOrder(t.Context(), qqwxpay.CloseOrderRequest{OutTradeNo: order.OutTradeNo}); err != nil {
		t.Errorf("closing is repeated: %v", err)
	}
}

// An order that was sent and given up is a result: it may exist.
func TestAnOrderThatIsGivenUpIsToBeConfirmed(t *testing.T) {
	shop := openShop(t)
	for name, why := range map[string]error{"deadline": context.DeadlineExceeded, "cancel": context.Canceled} {
		t.Run(name, func(t *testing.T) {
			shop.sandbox.AddFault(t, qqwxpaytest.AtProxy, qqwxpaytest.TimeOut, 1)
			defer shop.sandbox.ClearFaults(t)
			ctx, cancel := context.WithCancel(t.Context())
			if why == context.DeadlineExceeded {
				ctx, cancel = context.WithTimeout(t.Context(), 700*time.Millisecond)
			} else {
				time.AfterFunc(700*time.Millisecond, cancel)
			}
			defer cancel()
			order := order()
			begin := time.Now()
			placement, err := shop.pay.PlaceOrder(ctx, order)
			if err != nil {
				t.Fatal(err)
			}
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
			open := placement.ToConfirm
			if open == nil || open.Order.OutTradeNo != order.OutTradeNo || placement.Outcome != qqwxpay.PlacementToConfirm {
				t.Fatalf("%v", placement)
			}
			if open.Error.Retry != qqwxpay.RetryConfirmFirst || !errors.Is(open.Error, why) {
				t.Errorf("%v: %v", open.Error.Retry, open.Error)
			}
			status := must[*qqwxpay.OrderStatus](t)(shop.pay.ConfirmOrder(t.Context(), open.Order))
			if status.State != qqwxpay.PaymentStateNotPaid {
				t.Errorf("the sandbox has it: %v", status)
			}
		})
	}
}

func TestAContextThatHasEndedSendsNothing(t *testing.T) {
	shop := openShop(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("the shop closes")
	cancel(why)
	_, err := shop.pay.PlaceOrder(ctx, order())
	own := failed(t, err)
	if own.Code != "CALL_ABANDONED" || own.Retry != qqwxpay.RetrySameRequest {
		t.Errorf("%+v", own)
	}
	if !errors.Is(err, context.Canceled) || !errors.Is(err, why) {
		t.Errorf("it does not unwrap: %v", err)
	}
	if orders := shop.sandbox.Orders(t); len(orders) != 0 {
		t.Errorf("%+v", orders)
	}
}

func TestAQuestionThatIsGivenUpIsAnError(t *testing.T) {
	shop := openShop(t)
	placed := place(t, shop.pay, order())
	shop.sandbox.AddFault(t, qqwxpaytest.AtQuery, qqwxpaytest.TimeOut, 1)
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	_, err := shop.pay.QueryOrder(ctx, qqwxpay.OrderID{OutTradeNo: placed.OutTradeNo})
	own := failed(t, err)
	if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, qqwxpay.ErrTransport) || own.Retry != qqwxpay.RetrySameRequest {
		t.Errorf("%+v", own)
	}
}

// late is a context whose deadline has passed while its timer has not run.
type late struct{ context.Context }

func (late) Deadline() (time.Time, bool) { return time.Now().Add(-time.Millisecond), true }

func TestADeadlineIsOneEvenIfItsTimerIsLate(t *testing.T) {
	shop := openShop(t)
	shop.sandbox.AddFault(t, qqwxpaytest.AtQuery, qqwxpaytest.TimeOut, 1)
	_, err := shop.pay.QueryOrder(late{t.Context()}, qqwxpay.OrderID{OutTradeNo: "GO123456"})
	if own := failed(t, err); own.Code != "TIMED_OUT" || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%+v", own)
	}
}

func TestARefusalOfWeChatPayIsAnError(t *testing.T) {
	shop := openShop(t)
	order := order()
	placed := place(t, shop.pay, order)
	shop.sandbox.Pay(t, placed.H5URL)
	within(t, shop.paid)
	err := shop.pay.CloseOrder(t.Context(), qqwxpay.CloseOrderRequest{OutTradeNo: order.OutTradeNo})
	own := failed(t, err)
	if own.Kind != qqwxpay.KindAPI || own.Code != "ORDERPAID" || own.Origin != "wechat_pay" || own.Remedy == nil || own.Remedy.Zh == "" {
		t.Errorf("%+v", own)
	}
	if !errors.Is(err, qqwxpay.ErrAPI) || errors.Is(err, qqwxpay.ErrTransport) {
		t.Error("the kind does not fit")
	}
	if strings.Contains(err.Error(), "access_token=") {
		t.Error(err)
	}
}

func TestAClosedClientSaysSo(t *testing.T) {
	shop := openShop(t)
	client := shop.client(t, "")
	client.Close()
	client.Close()
	_, err := client.QueryOrder(t.Context(), qqwxpay.OrderID{OutTradeNo: "GO123456"})
	if own := failed(t, err); own.Code != "CLIENT_CLOSED" {
		t.Error(err)
	}
}

func TestBillsComeRowByRow(t *testing.T) {
	shop := openShop(t)
	const days = 2 * 24 * time.Hour
	links := []string{}
	for range 3 {
		links = append(links, place(t, shop.pay, order()).H5URL)
	}
	shop.sandbox.AdvanceClock(t, -days)
	for _, link := range links {
		shop.sandbox.Pay(t, link)
	}
	shop.sandbox.AdvanceClock(t, days)
	request := qqwxpay.TradeBillRequest{BillDate: qqwxpay.ChinaDay(time.Now().Add(-days)), Gzip: qqwxpay.Some(true)}
	bill := must[*qqwxpay.Bill[qqwxpay.TradeBillRow, qqwxpay.FinishedTradeBillSummary]](t)(shop.pay.TradeBill(t.Context(), request))
	var fen int64
	rows := 0
	for row, err := range bill.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if bill.Finished() != nil {
			t.Error("it is not proven yet")
		}
		rows++
		fen += *row.OrderAmount
	}
	if end := bill.Finished(); end == nil || rows != 3 || fen != 3*1999 || end.Rows != 3 || !end.Verified {
		t.Errorf("%d rows, %d fen, %v", rows, fen, end)
	}
	for _, err := range bill.Rows(t.Context()) {
		if failed(t, err).Code != "BILL_READ_BEFORE" {
			t.Error(err)
		}
	}
	shop.sandbox.AddFault(t, qqwxpaytest.AtBillFile, qqwxpaytest.FlippedByte, 1)
	spoilt := must[*qqwxpay.Bill[qqwxpay.TradeBillRow, qqwxpay.FinishedTradeBillSummary]](t)(
		shop.pay.TradeBill(t.Context(), qqwxpay.TradeBillRequest{BillDate: request.BillDate}))
	var last error
	for _, err := range spoilt.Rows(t.Context()) {
		last = err
	}
	if failed(t, last).Code != "BILL_DIGEST_WRONG" || spoilt.Finished() != nil {
		t.Errorf("%v", last)
	}
	left := must[*qqwxpay.Bill[qqwxpay.TradeBillRow, qqwxpay.FinishedTradeBillSummary]](t)(shop.pay.TradeBill(t.Context(), request))
	for range left.Rows(t.Context()) {
		break // the download ends
	}
	preparedBill(t, shop, request)
}

// preparedBill downloads the same with net/http.
func preparedBill(t *testing.T, shop *shop, request qqwxpay.TradeBillRequest) {
	t.Helper()
	asked := must[*qqwxpay.Prepared[qqwxpay.BillLink]](t)(shop.pay.PrepareTradeBill(t.Context(), request))
	link := must[*qqwxpay.BillLink](t)(asked.FinishResponse(send(t, asked.Request)))
	file := must[*qqwxpay.PreparedBill[qqwxpay.TradeBillRow, qqwxpay.FinishedTradeBillSummary]](t)(shop.pay.PrepareTradeBillFile(t.Context(), *link))
	response := send(t, file.Request)
	body := must[[]byte](t)(io.ReadAll(response.Body))
	if err := file.Begin(response.StatusCode, response.Header); err != nil {
		t.Fatal(err)
	}
	rows := must[[]qqwxpay.TradeBillRow](t)(file.Feed(body))
	if end := must[*qqwxpay.FinishedTradeBillSummary](t)(file.Finish()); len(rows) != 3 || !end.Verified {
		t.Errorf("%d rows, %v", len(rows), end)
	}
}

func TestOpenOrdersAreReported(t *testing.T) {
	shop := openShop(t)
	paid, open := order(), order()
	link := place(t, shop.pay, paid).H5URL
	place(t, shop.pay, open)
	shop.sandbox.Pay(t, link)
	within(t, shop.paid)
	created := qqwxpay.ChinaTime(time.Now().Add(-time.Minute))
	rows := []qqwxpay.OpenOrder{}
	for _, order := range []qqwxpay.OrderRequest{paid, open} {
		rows = append(rows, qqwxpay.OpenOrder{
			Order:    qqwxpay.OrderReference{OutTradeNo: order.OutTradeNo, Family: qqwxpay.OrderFamilyDirect},
			Total:    1999,
			PlacedAt: created,
		})
	}
	results := map[string]qqwxpay.OpenOrderReportResult{}
	for report, err := range shop.pay.ConfirmOpenOrders(t.Context(), qqwxpay.OpenOrders{Orders: rows}) {
		if err != nil {
			t.Fatal(err)
		}
		results[report.Order.OutTradeNo] = report.Result
		if report.Paid != nil && report.Paid.Total != 1999 {
			t.Errorf("%v", report)
		}
	}
	if results[paid.OutTradeNo] != qqwxpay.OpenOrderReportPaid || len(results) != 2 {
		t.Errorf("%v", results)
	}
	for _, err := range shop.pay.ConfirmOpenOrders(t.Context(), qqwxpay.OpenOrders{CloseAfter: qqwxpay.Some[int64](1)}) {
		if own := failed(t, err); own.Kind != qqwxpay.KindInvalidInput {
			t.Errorf("%v", err)
		}
	}
}

func TestAPreparedOrderIsSentByAnHTTPClientOfYourOwn(t *testing.T) {
	shop := openShop(t)
	token := must[*qqwxpay.AccessToken](t)(shop.pay.AccessToken(t.Context()))
	order := order()
	prepared := must[*qqwxpay.Prepared[qqwxpay.PlacedOrder]](t)(shop.pay.PreparePlaceOrder(t.Context(), order, token.AccessToken))
	response := send(t, prepared.Request)
	placed := must[*qqwxpay.PlacedOrder](t)(prepared.FinishResponse(response))
	if placed.OutTradeNo != order.OutTradeNo || placed.H5URL == "" {
		t.Errorf("%v", placed)
	}
	query := must[*qqwxpay.Prepared[qqwxpay.Transaction]](t)(shop.pay.PrepareQueryOrder(t.Context(), qqwxpay.OrderID{OutTradeNo: order.OutTradeNo}))
	found := must[*qqwxpay.Transaction](t)(query.FinishResponse(send(t, query.Request)))
	if found.TradeState != qqwxpay.TradeStateNotpay {
		t.Errorf("%v", found)
	}
	_, err := query.Finish(200, nil, []byte("{}"))
	if !errors.Is(err, qqwxpay.ErrSignature) {
		t.Errorf("nobody signed it: %v", err)
	}
}
