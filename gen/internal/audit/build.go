package audit

import (
	"bytes"
	"go/build"
	"io"
	"path"
)

// A target is what a build is for.
type target struct {
	goarch string
	purego bool
}

func (t target) String() string {
	if t.purego {
		return t.goarch + " with purego"
	}
	return t.goarch
}

// targets stand for all: riscv64 for every architecture without assembly.
var targets = []target{{"amd64", false}, {"arm64", false}, {"riscv64", false},
	{"amd64", true}, {"arm64", true}, {"riscv64", true}}

// An inBuild is a file in the build for a target.
type inBuild struct {
	target
	file string
}

// builds reports whether a build takes a file, by the rules of go build.
func (p *Program) builds(t target, name string) bool {
	takes, ok := p.built[inBuild{t, name}]
	if !ok {
		takes = p.matches(t, name)
		p.built[inBuild{t, name}] = takes
	}
	return takes
}

// matches is builds without memory.
func (p *Program) matches(t target, name string) bool {
	c := build.Context{GOOS: "linux", GOARCH: t.goarch, Compiler: "gc", JoinPath: path.Join,
		OpenFile: func(name string) (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(p.texts[name])), nil
		}}
	if t.purego {
		c.BuildTags = []string{"purego"}
	}
	ok, err := c.MatchFile(path.Dir(name), path.Base(name))
	return ok && err == nil
}
