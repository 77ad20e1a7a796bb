// Package shop runs the programs that the documents show, against a sandbox.
package shop

import (
	"bufio"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

// build makes all programs, and gives their folder.
func build(t *testing.T) string {
	t.Helper()
	folder := t.TempDir() + string(filepath.Separator)
	if out, err := exec.Command("go", "build", "-o", folder, "./...").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return folder
}

// run runs one to its end, and gives what it prints.
func run(t *testing.T, sandbox *qqwxpaytest.Sandbox, program string, arguments ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, program, arguments...)
	command.Env = environment(sandbox)
	var failure strings.Builder
	command.Stderr = &failure
	out, err := command.Output()
	if err != nil {
		t.Errorf("%s: %v\n%s%s", filepath.Base(program), err, out, failure.String())
	}
	return string(out)
}

func environment(sandbox *qqwxpaytest.Sandbox, more ...string) []string {
	all := append(os.Environ(), more...)
	for name, value := range sandbox.Environment {
		if !strings.HasPrefix(strings.Join(more, " "), name+"=") {
			all = append(all, name+"="+value)
		}
	}
	return all
}

func TestTheProgramsOfTheDocuments(t *testing.T) {
	programs := build(t)
	port := freePort(t)
	sandbox := qqwxpaytest.StartSandbox(t, qqwxpaytest.SandboxOptions{NotifyURL: "http://127.0.0.1:" + port + "/notify", TimeScale: 1000})
	lines := serve(t, sandbox, programs+"notify", port)
	pay := sandbox.Client(t, "")

	if out := run(t, sandbox, programs+"start"); !strings.Contains(out, `"url":`) {
		t.Error(out)
	}
	if out := run(t, sandbox, programs+"order", "T20261123000002"); !strings.HasPrefix(out, "http") {
		t.Error(out)
	}
	const days = 2 * 24 * time.Hour
	paid := link(t, pay, "T20261123000001")
	if out := run(t, sandbox, programs+"cron", "T20261123000001"); out != "" {
		t.Errorf("it is open: %s", out)
	}
	sandbox.Pay(t, paid)
	expectLine(t, lines, "deliver T20261123000001")
	if out := run(t, sandbox, programs+"cron", "T20261123000001"); out != "deliver T20261123000001\n" {
		t.Error(out)
	}
	if out := run(t, sandbox, programs+"close", "T20261123000001"); out != "paid: deliver\n" {
		t.Error(out)
	}
	if out := run(t, sandbox, programs+"close", "T20261123000002"); out != "closed: the goods are free\n" {
		t.Error(out)
	}
	if out := run(t, sandbox, programs+"refund", "T20261123000001", "R1"); out != "PROCESSING\nPROCESSING\n" {
		t.Error(out)
	}
	sandbox.SettleRefund(t, "R1", qqwxpay.RefundStatusSuccess)
	expectLine(t, lines, "refund R1 success")
	billed := link(t, pay, "T20261123000003")
	sandbox.AdvanceClock(t, -days)
	sandbox.Pay(t, billed)
	sandbox.AdvanceClock(t, days)
	if out := run(t, sandbox, programs+"bill", qqwxpay.ChinaDay(time.Now().Add(-days))); out != "1 1999 1999\n" {
		t.Error(out)
	}
}

func TestTheProgramOfSeveralMerchants(t *testing.T) {
	programs := build(t)
	port := freePort(t)
	sandbox := qqwxpaytest.StartSandbox(t, qqwxpaytest.SandboxOptions{NotifyURL: "http://127.0.0.1:" + port + "/notify", TimeScale: 1000})
	lines := serve(t, sandbox, programs+"merchants", port)
	link := ""
	select {
	case link = <-lines:
	case <-time.After(20 * time.Second):
		t.Fatal("no link is printed")
	}
	sandbox.Pay(t, link)
	expectLine(t, lines, "deliver mugs T20261123000004")
}

// link is that of one more order.
func link(t *testing.T, pay *qqwxpay.Client, number string) string {
	t.Helper()
	placement, err := pay.PlaceOrder(t.Context(), qqwxpay.OrderRequest{
		OutTradeNo: number, Description: "Blue mug", Amount: qqwxpay.OrderAmount{Total: 1999},
		SceneInfo: qqwxpay.SceneInfo{PayerClientIP: "203.0.113.7"},
	})
	if err != nil || placement.Placed == nil {
		t.Fatalf("%v, %v", placement, err)
	}
	return placement.Placed.H5URL
}

// serve runs the server for notifications, and gives what it prints.
func serve(t *testing.T, sandbox *qqwxpaytest.Sandbox, program, port string) <-chan string {
	t.Helper()
	command := exec.CommandContext(t.Context(), program)
	command.Env = environment(sandbox, "PORT="+port)
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan string, 100)
	go func() {
		for scanner := bufio.NewScanner(out); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	for range 500 {
		if connection, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			_ = connection.Close()
			return lines
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("it does not listen")
	return nil
}

func expectLine(t *testing.T, lines <-chan string, expected string) {
	t.Helper()
	select {
	case line := <-lines:
		if line != expected {
			t.Errorf("expected %q, found %q", expected, line)
		}
	case <-time.After(20 * time.Second):
		t.Errorf("not printed: %s", expected)
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return port
}
