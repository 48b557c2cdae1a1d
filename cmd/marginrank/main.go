package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/klauspost/cpuid/v2"

	tiers "github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/digest"
	"github.com/marginrank/marginrank/loss"
)

func main() {
	if len(os.Args) > 1 {
		fmt.Fprintln(os.Stderr, "marginrank takes no arguments")
		os.Exit(2)
	}
	got, err := digest.Of()
	if err != nil {
		fmt.Fprintln(os.Stderr, "marginrank:", err)
		os.Exit(1)
	}
	info, _ := debug.ReadBuildInfo()
	report(os.Stdout, info, got)
	if got != digest.Expected {
		os.Exit(1)
	}
}

// report prints the lines of a bug report. The build information may be nil.
func report(out io.Writer, info *debug.BuildInfo, got string) {
	line := func(name, text string) { fmt.Fprintf(out, "%-12s %s\n", name, text) }
	line("marginrank", version(info))
	line("go", fmt.Sprintf("%s %s/%s%s", runtime.Version(), runtime.GOOS, runtime.GOARCH, settings(info)))
	c := cpuid.CPU
	line("cpu", fmt.Sprintf("%s, family %#x, model %#x, %d logical processors", cmp.Or(c.BrandName, c.VendorString, "unknown"), c.Family, c.Model, runtime.NumCPU()))
	line("caches", fmt.Sprintf("L1 %s, L2 %s, L3 %s; the library counts on %s", cacheSize(c.Cache.L1D), cacheSize(c.Cache.L2), cacheSize(c.Cache.L3), cacheSize(tiers.LastCache())))
	line("tiers", fmt.Sprintf("%s; in use: %s", strings.Join(supported(), ", "), loss.Tier()))
	for _, name := range []string{tiers.Variable, "GODEBUG", "GOMAXPROCS"} {
		if word, ok := os.LookupEnv(name); ok {
			line("environment", name+"="+word)
		}
	}
	if got == digest.Expected {
		line("digest", got+", as expected")
	} else {
		line("digest", fmt.Sprintf("%s, but %s is expected: please report this", got, digest.Expected))
	}
}

const module = "github.com/marginrank/marginrank"

// version is the version of this module, and the revision if the program was built in a clone and go was asked to look.
func version(info *debug.BuildInfo) string {
	if info == nil || info.Main.Path != module {
		return "unknown version"
	}
	text := info.Main.Version
	if text == "(devel)" {
		text += ", unknown revision: go run -buildvcs=true ./cmd/marginrank tells it"
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			text += ", revision " + s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			text += ", modified"
		}
	}
	return text
}

// settings are the build's settings that choose kernels or compile otherwise.
func settings(info *debug.BuildInfo) string {
	text := ""
	if info == nil {
		return text
	}
	for _, s := range info.Settings {
		if slices.Contains([]string{"GOAMD64", "GOARM64", "-tags", "-race", "-gcflags"}, s.Key) {
			text += fmt.Sprintf(", %s=%s", s.Key, s.Value)
		}
	}
	return text
}

// supported are the tiers that can run here.
func supported() []string {
	var list []string
	for _, t := range tiers.Tiers {
		if tiers.Supported(t) {
			list = append(list, t.String())
		}
	}
	return list
}

// cacheSize is the size of a cache in bytes, -1 if it is not known.
func cacheSize(n int) string {
	switch {
	case n <= 0:
		return "unknown"
	case n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d KiB", n>>10)
}
