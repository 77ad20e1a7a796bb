package qqwxpay_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every name of Go that a README says is there.
func TestNamesOfTheREADMEsAreThere(t *testing.T) {
	var source strings.Builder
	for _, pattern := range []string{"*.go", "qqwxpaytest/*.go", "otel/*.go"} {
		files := must[[]string](t)(filepath.Glob(pattern))
		for _, file := range files {
			source.Write(must[[]byte](t)(os.ReadFile(file)))
		}
	}
	inline := regexp.MustCompile("`[^`\n]+`")
	name := regexp.MustCompile(`\b(?:qqwxpay|qqwxpaytest)\.([A-Z]\w+)|^` + "`" + `([A-Z][a-z]\w+)[({` + "`" + `]`)
	fenced := regexp.MustCompile("(?s)```.*?```")
	for _, file := range []string{"README.md", "README.zh-CN.md"} {
		text := fenced.ReplaceAllString(string(must[[]byte](t)(os.ReadFile(file))), "")
		count := 0
		for _, code := range inline.FindAllString(text, -1) {
			for _, found := range name.FindAllStringSubmatch(code, -1) {
				count++
				known := regexp.MustCompile(`\b` + found[1] + found[2] + `\b`)
				if !known.MatchString(source.String()) {
					t.Errorf("%s: %s is nowhere", file, code)
				}
			}
		}
		if count < 30 {
			t.Errorf("%s: %d names alone", file, count)
		}
	}
}
