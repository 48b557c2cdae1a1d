package main

import (
	"bytes"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/internal/digest"
	"github.com/marginrank/marginrank/loss"
)

// The report has a line for everything, with and without build information.
func TestReport(t *testing.T) {
	t.Setenv("MARGINRANK_TIER", "a word")
	t.Setenv("GODEBUG", "cpu.avx2=on")
	t.Setenv("GOMAXPROCS", "3")
	var b bytes.Buffer
	report(&b, nil, digest.Expected)
	t.Log("\n" + b.String())
	assert.Regexp(t, `^marginrank   unknown version
go           go1.* \w+/\w+
cpu          .+ logical processors?
caches       L1 .+, L2 .+, L3 .+; the library counts on \d+ .iB
tiers        portable.*; in use: `+loss.Tier()+`
environment  MARGINRANK_TIER=a word
environment  GODEBUG=cpu.avx2=on
environment  GOMAXPROCS=3
digest       [0-9a-f]{16}, as expected
$`, b.String())

	b.Reset()
	info := &debug.BuildInfo{Main: debug.Module{Path: module, Version: "v0.1.0"}, Settings: []debug.BuildSetting{
		{Key: "vcs.revision", Value: "0123"}, {Key: "vcs.modified", Value: "true"}, {Key: "-tags", Value: "purego"}, {Key: "CGO_ENABLED", Value: "1"},
	}}
	report(&b, info, "0000")
	assert.Contains(t, b.String(), "marginrank   v0.1.0, revision 0123, modified\n")
	assert.Contains(t, b.String(), ", -tags=purego\n")
	assert.Contains(t, b.String(), "digest       0000, but "+digest.Expected+" is expected: please report this\n")
}

// Without a revision, the report says how to get one.
func TestVersion(t *testing.T) {
	info := &debug.BuildInfo{Main: debug.Module{Path: module, Version: "(devel)"}}
	assert.Contains(t, version(info), "-buildvcs=true")
	info.Main.Version = "v0.1.0"
	assert.Equal(t, "v0.1.0", version(info))
	info.Main.Path = "example.com/another"
	assert.Equal(t, "unknown version", version(info))
}

func TestSize(t *testing.T) {
	for n, want := range map[int]string{-1: "unknown", 48 << 10: "48 KiB", 1 << 20: "1 MiB", 1.5 * 1024 * 1024: "1536 KiB"} {
		assert.Equal(t, want, cacheSize(n))
	}
}
