package qqwxpaytest

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

// SandboxOptions are how a sandbox is started; what is left out has a default.
type SandboxOptions struct {
	// Where notifications go: the address of your own server.
	NotifyURL string `json:"notify_url,omitzero"`
	// How many times faster than WeChat Pay refused notifications are repeated.
	TimeScale float64 `json:"time_scale,omitzero"`
	// The IP address to listen on; 127.0.0.1 when left out.
	Host string `json:"host,omitzero"`
	// The ports; 0 lets the system choose.
	Port       int `json:"port,omitzero"`
	SecurePort int `json:"secure_port,omitzero"`
	// A file that keeps keys and secrets from one start to the next.
	Keep string `json:"keep,omitzero"`
	// The merchant number, 8 to 10 digits: several sandboxes stand for several merchants. Two with one number and one Keep stand for one merchant
	// with two mini programs.
	MchID string `json:"mchid,omitzero"`
	// The WeChat AppID that is bound to it.
	WeChatAppID string `json:"wechat_appid,omitzero"`
	// The AppID of the QQ mini program.
	QQAppID string `json:"qq_appid,omitzero"`
}

// Sandbox is QQ and WeChat Pay in this process, with a merchant of its own: no account is needed, no money moves. What it refuses ends the test
// that asks for it, and says why.
type Sandbox struct {
	// The address of all roles, and of the page for people.
	BaseURL string
	// The address with mutual TLS.
	SecureURL string
	// The environment variables of a client that finds it. They hold the keys of this run.
	Environment map[string]string

	handle uint64
}

// StartSandbox starts one, which ends with the test.
func StartSandbox(tb testing.TB, options ...SandboxOptions) *Sandbox {
	tb.Helper()
	given := SandboxOptions{}
	if len(options) > 0 {
		given = options[0]
	}
	handle, text := asked(tb, "start_sandbox", given)
	var started struct {
		BaseURL     string            `json:"base_url"`
		SecureURL   string            `json:"secure_url"`
		Environment map[string]string `json:"environment"`
	}
	if err := json.Unmarshal(text, &started); err != nil {
		tb.Fatal(err)
	}
	sandbox := &Sandbox{started.BaseURL, started.SecureURL, started.Environment, handle}
	tb.Cleanup(func() { asked(tb, "stop_sandbox", map[string]any{"sandbox": handle}) })
	return sandbox
}

// Client is a client that finds it; it is closed with the test. notifyURL is where the notifications of its orders go; empty: as of the sandbox.
func (s *Sandbox) Client(tb testing.TB, notifyURL string, options ...qqwxpay.Option) *qqwxpay.Client {
	tb.Helper()
	variables := maps.Clone(s.Environment)
	if notifyURL != "" {
		variables["QQ_WXPAY_NOTIFY_URL"] = notifyURL
	}
	return clientOf(tb, variables, options)
}

// Pay pays an order as a payer does: opens its link and presses the button.
func (s *Sandbox) Pay(tb testing.TB, h5URL string) {
	tb.Helper()
	s.act(tb, "pay", map[string]any{"h5_url": h5URL})
}

// ClientOutcome is what qq.requestWxPayment comes to.
type ClientOutcome struct {
	// What the mini program gets.
	ErrMsg string `json:"errMsg"`
	// What the payer read on the cashier page, when nothing could be paid.
	Shown string `json:"shown"`
}

// RequestWxPayment does what qq.requestWxPayment({url, referer}) does in mobile QQ, with a payer who pays.
func (s *Sandbox) RequestWxPayment(tb testing.TB, url, referer string) ClientOutcome {
	tb.Helper()
	return *control[ClientOutcome](tb, s, "request_wx_payment", map[string]any{"url": url, "referer": referer})
}

// FailPayment makes the payment of an unpaid order fail for good (PAYERROR).
func (s *Sandbox) FailPayment(tb testing.TB, outTradeNo string) {
	tb.Helper()
	s.act(tb, "fail_payment", map[string]any{"out_trade_no": outTradeNo})
}

// CloseOrder closes an unpaid order, as its merchant could.
func (s *Sandbox) CloseOrder(tb testing.TB, outTradeNo string) {
	tb.Helper()
	s.act(tb, "close_order", map[string]any{"out_trade_no": outTradeNo})
}

// AdvanceClock moves the sandbox's clock: tokens, links, signature times, bills.
func (s *Sandbox) AdvanceClock(tb testing.TB, by time.Duration) {
	tb.Helper()
	s.act(tb, "advance_clock", map[string]any{"advance_seconds": int64(by / time.Second)})
}

// ChangeSwitch changes how the parties behave where they can vary: ChangeSwitch(t, "merchant_bound", false).
func (s *Sandbox) ChangeSwitch(tb testing.TB, name string, value any) {
	tb.Helper()
	s.act(tb, "change_switches", map[string]any{name: value})
}

// ResetSwitches puts all switches back.
func (s *Sandbox) ResetSwitches(tb testing.TB) {
	tb.Helper()
	s.act(tb, "reset_switches", map[string]any{})
}

// SettleRefund decides what becomes of a refund, and sends its notification.
func (s *Sandbox) SettleRefund(tb testing.TB, outRefundNo string, end qqwxpay.RefundStatus) {
	tb.Helper()
	s.act(tb, "settle_refund", map[string]any{"out_refund_no": outRefundNo, "as": end})
}

// RefundInConsole refunds a paid order as a person does in the merchant console, all of it (0) or so many fen; gives the refund's number.
func (s *Sandbox) RefundInConsole(tb testing.TB, outTradeNo string, fen int64) string {
	tb.Helper()
	given := map[string]any{"out_trade_no": outTradeNo}
	if fen > 0 {
		given["refund"] = fen
	}
	done := control[struct {
		Number string `json:"out_refund_no"`
	}](tb, s, "refund_in_console", given)
	return done.Number
}

// DeliverAgain sends the last notification about an order once more: same id, new signature.
func (s *Sandbox) DeliverAgain(tb testing.TB, outTradeNo string) {
	tb.Helper()
	s.act(tb, "deliver_again", map[string]any{"out_trade_no": outTradeNo})
}

// DeliverRefundAgain sends the last notification about a refund once more.
func (s *Sandbox) DeliverRefundAgain(tb testing.TB, outRefundNo string) {
	tb.Helper()
	s.act(tb, "deliver_again", map[string]any{"out_refund_no": outRefundNo})
}

// Delivery is the merchant's answer to a notification.
type Delivery struct {
	Acknowledged bool
	// What the merchant answered instead.
	Answer string
	// How often it was sent.
	Tries int64
}

// WaitForDelivery waits, ten seconds at the most, until the merchant has answered a notification about an order.
func (s *Sandbox) WaitForDelivery(tb testing.TB, outTradeNo string) Delivery {
	tb.Helper()
	return s.delivery(tb, "out_trade_no", outTradeNo)
}

// WaitForRefundDelivery waits likewise for one about a refund.
func (s *Sandbox) WaitForRefundDelivery(tb testing.TB, outRefundNo string) Delivery {
	tb.Helper()
	return s.delivery(tb, "out_refund_no", outRefundNo)
}

func (s *Sandbox) delivery(tb testing.TB, name, number string) Delivery {
	tb.Helper()
	done := control[struct {
		Outcome, Answer string
		Tries           int64
	}](tb, s, "wait_for_delivery", map[string]any{name: number, "timeout_seconds": 10})
	return Delivery{done.Outcome == "acknowledged", done.Answer, done.Tries}
}

// OrderRecord is an order as the sandbox has it.
type OrderRecord struct {
	// direct, partner, combine or v2.
	Kind        string `json:"kind"`
	OutTradeNo  string `json:"out_trade_no"`
	Description string `json:"description"`
	Total       int64  `json:"total"` // fen
	TradeState  string `json:"trade_state"`
	// Where its notification goes.
	NotificationGoesTo string `json:"notification_goes_to"`
}

// Orders are all orders.
func (s *Sandbox) Orders(tb testing.TB) []OrderRecord {
	tb.Helper()
	return *control[[]OrderRecord](tb, s, "orders", map[string]any{})
}

// Statistics tell how often things happened so far, by name: proxy_requests, notifications_sent, ...
func (s *Sandbox) Statistics(tb testing.TB) map[string]int64 {
	tb.Helper()
	return *control[map[string]int64](tb, s, "statistics", map[string]any{})
}

// Control does whatever a sandbox can do, by its name, with arguments and result as JSON.
func (s *Sandbox) Control(tb testing.TB, action string, arguments any) json.RawMessage {
	tb.Helper()
	_, text := asked(tb, "control_sandbox", map[string]any{"sandbox": s.handle, "action": action, "arguments": arguments})
	return text
}

func (s *Sandbox) act(tb testing.TB, action string, arguments map[string]any) {
	tb.Helper()
	s.Control(tb, action, arguments)
}

func control[T any](tb testing.TB, s *Sandbox, action string, arguments any) *T {
	tb.Helper()
	value := new(T)
	if err := json.Unmarshal(s.Control(tb, action, arguments), value); err != nil {
		tb.Fatalf("%s: %v", action, err)
	}
	return value
}

// String shows its address.
func (s *Sandbox) String() string { return fmt.Sprintf("Sandbox(%s)", s.BaseURL) }

// GoString is String.
func (s *Sandbox) GoString() string { return s.String() }
