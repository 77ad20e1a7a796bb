package qqwxpay

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

func (c testCase) notification(core *core) (map[string]any, error) {
	_, header, body := message(c.fields)
	handled, err := core.now(core.handle, "handle_notification", encoded(map[string]any{"headers": headerList(header)}), body)
	if err != nil {
		return nil, err
	}
	defer native.Release(handled.Handle)
	observed := parsed(handled.Text).(map[string]any)
	outcome := observed["outcome"].(map[string]any)
	acknowledgement := observed["answer"]
	if kind := observed["event_kind"]; kind != nil {
		accepted, err := core.now(handled.Handle, "accept", encoded(map[string]any{"event": kind}), nil)
		if err != nil {
			return nil, err
		}
		acknowledgement = parsed(accepted.Text)
	} else if acknowledgement == nil {
		acknowledgement = observed["failure"]
	}
	event, err := core.now(handled.Handle, "event", nil, nil)
	if err != nil {
		return nil, err
	}
	observed["event"] = nil
	if event.Status != native.StatusNothing {
		observed["event"] = parsed(event.Text)
	}
	observed["outcome"], observed["acknowledgement"], observed["state"] = outcome["type"], acknowledgement, outcome["state"]
	observed["value"], observed["error"] = provenValue(outcome), outcome["error"]
	observed["as_expected"] = c.compared(core, handled.Handle)
	// What is wrong with the expectation itself is no difference, but an error.
	if compared, isError := observed["as_expected"].(map[string]any); isError && compared["kind"] == "invalid_input" {
		observed["error"] = compared
	}
	return observed, nil
}

// provenValue is what an outcome holds; what is not proven has a reference, and no value.
func provenValue(outcome map[string]any) any {
	if outcome["type"] == "stale" || outcome["type"] == "unsigned" {
		return nil
	}
	for _, name := range []string{"payment", "refund", "echo", "event"} {
		if value := outcome[name]; value != nil {
			return value
		}
	}
	return nil
}

func (c testCase) compared(core *core, handled uint64) any {
	expected := c.fields["expected"]
	if expected == nil {
		return nil
	}
	if _, err := core.now(handled, "expect", encoded(expected), nil); err != nil {
		return asJSON(err)
	}
	return true
}

// difference is the first place where observed lacks what expected demands; more than demanded is fine.
func difference(expected, observed any, path string) string {
	switch wanted := expected.(type) {
	case []any:
		seen, _ := observed.([]any)
		if len(seen) != len(wanted) {
			return fmt.Sprintf("%s: expected %v, observed %v", path, expected, observed)
		}
		for index := range wanted {
			if found := difference(wanted[index], seen[index], fmt.Sprintf("%s[%d]", path, index)); found != "" {
				return found
			}
		}
	case map[string]any:
		seen, _ := observed.(map[string]any)
		for name, value := range wanted {
			if found := difference(value, seen[name], path+"."+name); found != "" {
				return found
			}
		}
	default:
		if !reflect.DeepEqual(expected, observed) {
			return fmt.Sprintf("%s: expected %v, observed %v", path, expected, observed)
		}
	}
	return ""
}

// The same cases, the same passes as in Rust.
// closedDoor is where a client that asks WeChat Pay for its certificates, because of an unknown serial, ends: on this machine.
func closedDoor(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:9")
}

func TestEveryCasePasses(t *testing.T) {
	closedDoor(t)
	passed, failed := map[string]int{}, map[string]int{}
	for _, c := range allCases(t) {
		if found := difference(c.fields["expect"], observe(t, c), ""); found != "" {
			failed[c.operation]++
			t.Errorf("%s / %s%s", c.file, c.name, found)
		} else {
			passed[c.operation]++
		}
	}
	if len(passed) < 20 {
		t.Errorf("cases of %d operations alone", len(passed))
	}
	// For the table of all languages that `cargo xtask test` prints: operation, passed, failed, skipped.
	rows := ""
	for _, operation := range slices.Sorted(maps.Keys(passed)) {
		rows += fmt.Sprintf("%s\t%d\t%d\t0\n", operation, passed[operation], failed[operation])
	}
	folder := filepath.Join("..", "target", "conformance")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "Go.tsv"), []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestACaseThatExpectsSomethingElseFails(t *testing.T) {
	closedDoor(t)
	for _, c := range allCases(t) {
		if c.name != "direct payment" {
			continue
		}
		observed := observe(t, c)
		for path, wrong := range map[string]string{"outcome": "refused", "id": "EV-2"} {
			expect := maps.Clone(c.fields["expect"].(map[string]any))
			if found := difference(expect, observed, ""); found != "" {
				t.Error(found)
			}
			expect[path] = wrong
			if difference(expect, observed, "") == "" {
				t.Errorf("%s may be anything", path)
			}
		}
		return
	}
	t.Error("the case has another name now")
}

// The same through the facade: replies, bills, notifications and errors become what a shop sees.
func TestWhatComesBackIsReadIntoItsType(t *testing.T) {
	closedDoor(t)
	kinds := map[Kind]bool{}
	for _, c := range allCases(t) {
		err := c.throughFacade(t)
		var failed *Error
		if err != nil && !errors.As(err, &failed) {
			t.Errorf("%s / %s: %v", c.file, c.name, err)
		}
		expected, _ := c.fields["expect"].(map[string]any)["error"].(map[string]any)
		if failed == nil || expected == nil {
			continue
		}
		kinds[failed.Kind] = true
		said := map[string]any{"kind": string(failed.Kind), "code": failed.Code, "retry": string(failed.Retry)}
		for name, value := range said {
			if wanted, isWanted := expected[name]; isWanted && wanted != value {
				t.Errorf("%s / %s: %s: expected %v, observed %v", c.file, c.name, name, wanted, value)
			}
		}
	}
	if len(kinds) < 8 {
		t.Errorf("kinds of errors: %v", kinds)
	}
}

func (c testCase) throughFacade(t *testing.T) error {
	client, err := c.client(t, "go")
	if err != nil {
		return err
	}
	reply, isReplied := c.fields["reply"].(map[string]any)
	status, header, body := message(reply)
	if c.operation == "handle_notification" {
		_, header, body := message(c.fields)
		handled, err := client.ParseNotification(header, body)
		if err != nil {
			return err
		}
		_, err = handled.Event()
		if outcome := handled.Outcome; err == nil && outcome.Refused != nil {
			return outcome.Refused
		}
		return err
	}
	if read, isBill := billReaders[c.operation]; isBill {
		return c.billThroughFacade(client, read, reply)
	}
	read, isKnown := replyReaders[c.operation]
	if !isKnown {
		return nil
	}
	token, _ := c.fields["access_token"].(string)
	prepared, err := prepare[any](t0, client, c.operation, c.request(), token)
	if err != nil || !isReplied {
		return err
	}
	result, err := client.core.now(prepared.object.handle, "finish", head(status, header), body)
	if err != nil {
		return err
	}
	if string(result.Text) == "null" {
		return nil
	}
	return readBack(result.Text, read())
}

func (c testCase) billThroughFacade(client *Client, read [2]func() any, reply map[string]any) error {
	prepared, err := prepareBill[json.RawMessage, json.RawMessage](t0, client, c.operation, c.request())
	if err != nil || reply == nil {
		return err
	}
	status, header, body := message(reply)
	if err := prepared.Begin(status, header); err != nil {
		return err
	}
	for _, piece := range pieces(body) {
		rows, err := prepared.Feed(piece)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := readBack(row, read[0]()); err != nil {
				return err
			}
		}
	}
	end, err := prepared.Finish()
	if err != nil {
		return err
	}
	return readBack(*end, read[1]())
}
