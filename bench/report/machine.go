package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/klauspost/cpuid/v2"
)

// A machine is where and how the report was made.
type machine struct {
	CPU      string `json:"cpu"`
	Cores    int    `json:"cores"` // that Go uses
	Caches   caches `json:"caches"`
	Platform string `json:"platform"`
	Go       string `json:"go"`
	Tiers    string `json:"tiers"`
	Date     string `json:"date"`
	Command  string `json:"command"`
}

func describe() machine {
	var names []string
	for _, t := range tiers() {
		names = append(names, t.String())
	}
	name := cpuid.CPU.BrandName
	if name == "" {
		name = "unknown CPU"
	}
	return machine{
		CPU: name, Cores: runtime.GOMAXPROCS(0), Caches: detect(),
		Platform: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version(), Tiers: strings.Join(names, ", "),
		Date: time.Now().UTC().Format("2006-01-02 15:04 UTC"), Command: command(os.Args),
	}
}

// command is what to type for the same again: go run builds into a path that is gone.
func command(args []string) string {
	words := append([]string{filepath.Base(args[0])}, args[1:]...)
	if words[0] == "report" {
		words = append([]string{"go", "run", "./bench/report"}, words[1:]...)
	}
	return strings.Join(words, " ")
}
