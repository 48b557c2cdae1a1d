package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/marginrank/marginrank/internal/cpuid"
)

// A machine says where and how a report was made.
type machine struct {
	CPU      string `json:"cpu"`
	Folder   string `json:"folder"` // the name of the CPU's folder
	Cores    int    `json:"cores"`  // the number that Go uses
	Caches   caches `json:"caches"`
	Platform string `json:"platform"`
	Go       string `json:"go"`
	Revision string `json:"revision"`
	Tiers    string `json:"tiers"`
	Date     string `json:"date"`
	Command  string `json:"command"`
}

// describe returns the description of this machine and of the code in clone, the root of the repository.
func describe(clone string) machine {
	var names []string
	for _, t := range tiers() {
		names = append(names, t.String())
	}
	p := detectProcessor()
	folder := p.slug()
	if bestTier() == cpuid.Portable {
		folder += "-portable" // this report does not show what the CPU can do
	}
	info, _ := debug.ReadBuildInfo()
	return machine{
		CPU: p.String(), Folder: folder, Cores: runtime.GOMAXPROCS(0), Caches: detect(),
		Platform: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version(), Tiers: strings.Join(names, ", "),
		Revision: revisionOf(context.Background(), info, clone),
		Date:     time.Now().UTC().Format("2006-01-02 15:04 UTC"), Command: command(os.Args),
	}
}

// String returns the head of a report.
func (m machine) String() string {
	return fmt.Sprintf("%s, %d cores, caches %s; %s, %s; %s; %s", m.CPU, m.Cores, m.Caches, m.Platform, m.Go, m.Revision, m.Date)
}

// command returns the command line that repeats this run. go run builds the program in a temporary folder, so its
// path is replaced.
func command(args []string) string {
	words := append([]string{filepath.Base(args[0])}, args[1:]...)
	if words[0] == "report" {
		words = append([]string{"go", "run", "./bench/report"}, words[1:]...)
	}
	return strings.Join(words, " ")
}
