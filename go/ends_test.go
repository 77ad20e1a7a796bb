package qqwxpay_test

import (
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

// child is what another process of these tests does: orders are under way when it ends.
const child = "SHOP_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(child) != "" {
		leaveInTheMiddle()
	}
	os.Exit(m.Run())
}

func leaveInTheMiddle() {
	pay, err := qqwxpay.FromEnvironment()
	if err != nil {
		panic(err)
	}
	for range 16 {
		go func() { _, _ = pay.PlaceOrder(context.Background(), order()) }()
	}
	time.Sleep(300 * time.Millisecond)
	if os.Getenv(child) == "waits" {
		_, _ = os.Stdout.WriteString("under way\n")
		time.Sleep(time.Minute)
	}
	os.Exit(0)
}

func TestAProcessEndsInTheMiddleOfItsCalls(t *testing.T) {
	sandbox := qqwxpaytest.StartSandbox(t)
	sandbox.AddFault(t, qqwxpaytest.Anywhere, qqwxpaytest.TimeOut, 64)
	for _, how := range []string{"exits", "waits"} {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		command := exec.CommandContext(ctx, os.Args[0])
		command.Env = append(os.Environ(), child+"="+how)
		for name, value := range sandbox.Environment {
			command.Env = append(command.Env, name+"="+value)
		}
		var said strings.Builder
		command.Stderr = &said
		out := must[io.ReadCloser](t)(command.StdoutPipe())
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		if how == "waits" {
			_, _ = out.Read(make([]byte, 16)) // it says that they are under way
			if err := command.Process.Signal(syscall.SIGTERM); err != nil {
				t.Error(err)
			}
		}
		err := command.Wait()
		if how == "exits" && err != nil {
			t.Errorf("%v: %s", err, said.String())
		}
		if strings.Contains(said.String(), "SIGSEGV") || strings.Contains(said.String(), "fatal error") || ctx.Err() != nil {
			t.Errorf("%s: %v: %s", how, ctx.Err(), said.String())
		}
	}
}
