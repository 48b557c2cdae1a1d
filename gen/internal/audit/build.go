package audit

import (
	"bytes"
	"go/build"
	"io"
	"path"
)

// A target is what a program is built for.
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

// targets lists the targets to check. riscv64 stands for every architecture without assembly.
var targets = []target{{"amd64", false}, {"arm64", false}, {"riscv64", false},
	{"amd64", true}, {"arm64", true}, {"riscv64", true}}

// An inBuild is a file and a target for which it may be built.
type inBuild struct {
	target
	file string
}

// builds reports whether a build includes a file, by the rules of go build.
func (p *Program) builds(t target, name string) bool {
	takes, ok := p.built[inBuild{t, name}]
	if !ok {
		takes = p.matches(t, name)
		p.built[inBuild{t, name}] = takes
	}
	return takes
}

// matches is builds, but does not remember its results.
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
