package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// given is a number of the environment.
func given(t testing.TB, name string, standard float64) float64 {
	text, found := os.LookupEnv(name)
	if !found {
		return standard
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return number
}

// seconds is how long each measurement takes, rounds how many there are of each.
func seconds(t testing.TB) time.Duration {
	return time.Duration(given(t, "SECONDS", 3) * float64(time.Second))
}
func rounds(t testing.TB) int { return int(given(t, "ROUNDS", 3)) }

// tell adds a line to the file of BENCH_FIGURES; what it says is in xtask/src/bench/figures.rs. by is "clock", "processor", or "" where no time is
// in the figure; ours is nil where others stand beside it.
func tell(row, unit, by string, ours *float64, beside map[string]float64) {
	line := map[string]any{"row": row, "language": "go", "unit": unit, "beside": beside}
	if by != "" {
		line["by"] = by
	}
	if ours != nil {
		line["ours"] = *ours
	}
	text, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(text))
	if path := os.Getenv("BENCH_FIGURES"); path != "" {
		file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			panic(err)
		}
		defer file.Close()
		fmt.Fprintln(file, string(text))
	}
}

// bare is the client of HTTP alone.
const bare = "net/http"

func tellOf(row, unit, by string, found map[string]taken, pick func(taken) float64) {
	ours := pick(found["qq-wxpay"])
	beside := map[string]float64{}
	for who, figure := range found {
		if who != "qq-wxpay" && who != bare {
			beside[who] = pick(figure)
		}
	}
	tell(row, unit, by, &ours, beside)
}

func tellProcessor(found map[string]taken, row string) {
	tellOf(row, "us", "processor", found, func(it taken) float64 { return it.processor })
}

func tellRate(found map[string]taken, row string) {
	tellOf(row, "orders/s", "clock", found, func(it taken) float64 { return it.rate })
}

func tellExchange(found map[string]taken, row string) {
	tell(row, "us", "clock", nil, map[string]float64{bare: 1e6 / found[bare].rate})
	tell(row+"-processor", "us", "processor", nil, map[string]float64{bare: found[bare].processor})
}

// resident is the memory of this process in MB; 0 where the system does not say it.
func resident() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if text, found := strings.CutPrefix(line, "VmRSS:"); found {
			kibibytes, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(text), " kB"), 64)
			return kibibytes / 1000
		}
	}
	return 0
}
