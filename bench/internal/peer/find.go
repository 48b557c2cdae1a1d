package peer

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/marginrank/marginrank/bench/peers"
)

// A program says how to get a peer: build is the command that builds it, if any, and run is the command that
// starts it. Both run in a copy of the sources.
type program struct {
	name       string
	build, run []string
	env        []string
}

func programs() []program {
	cc := func(compiler string) program {
		return program{name: compiler,
			build: []string{compiler, "-O3", "-march=native", "-ffast-math", "-o", compiler + ".exe", "c/peer.c", "-lm"},
			run:   []string{"./" + compiler + ".exe"}}
	}
	return []program{
		cc("gcc"),
		cc("clang"),
		{name: "archsimd",
			build: []string{"go", "build", "-o", "archsimd.exe", "./archsimd"},
			run:   []string{"./archsimd.exe"},
			env:   []string{"GOEXPERIMENT=simd", "GOWORK=off", "GO111MODULE=off"}},
		{name: "torch", run: []string{python(), "python/torch_peer.py", "eager"}},
		{name: "torch-compile", run: []string{python(), "python/torch_peer.py", "compile"}},
		{name: "jax", run: []string{python(), "python/jax_peer.py"}},
	}
}

// listPrograms lists the programs of peers for lists.
func listPrograms() []program {
	return []program{
		{name: "torch-indexing", run: []string{python(), "python/torch_lists.py", "indexing"}},
		{name: "torch-index_select", run: []string{python(), "python/torch_lists.py", "index_select"}},
		{name: "rax", run: []string{python(), "python/rax_lists.py"}},
	}
}

func python() string {
	if path := os.Getenv("MARGINRANK_PYTHON"); path != "" {
		return path
	}
	return "python3"
}

// Find starts the peers that can run on this machine. For each of the others it reports the reason why it cannot.
func Find(report func(string)) []*Peer { return find(programs(), report) }

// FindLists is Find for peers that time lists.
func FindLists(report func(string)) []*Peer { return find(listPrograms(), report) }

func find(programs []program, report func(string)) []*Peer {
	var list []*Peer
	for _, prog := range programs {
		p, err := prog.start()
		if err != nil {
			report(fmt.Sprintf("no peer %s: %s", prog.name, strings.ReplaceAll(err.Error(), "\n", "; ")))
			continue
		}
		list = append(list, p)
	}
	return list
}

func (prog program) start() (*Peer, error) {
	dir, err := os.MkdirTemp("", "peer")
	if err != nil {
		return nil, err
	}
	remove := func() error { return os.RemoveAll(dir) }
	if err := prog.prepare(dir); err != nil {
		return nil, errors.Join(err, remove())
	}
	p, err := spawn(prog.command(dir, prog.run), remove)
	if err != nil {
		return nil, err
	}
	return p, nil
}

// prepare copies the sources to dir and builds the program.
func (prog program) prepare(dir string) error {
	if err := os.CopyFS(dir, peers.Sources); err != nil {
		return err
	}
	if len(prog.build) == 0 {
		return nil
	}
	if out, err := prog.command(dir, prog.build).CombinedOutput(); err != nil {
		return reason(err, firstLine(out))
	}
	return nil
}

func (prog program) command(dir string, args []string) *exec.Cmd {
	name := args[0]
	if strings.HasPrefix(name, "./") {
		name = filepath.Join(dir, name)
	}
	cmd := exec.Command(name, args[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), prog.env...)
	return cmd
}

// spawn starts a peer. It calls remove after the peer's end.
func spawn(cmd *exec.Cmd, remove func() error) (*Peer, error) {
	var messages bytes.Buffer
	cmd.Stderr = &messages
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, errors.Join(err, remove())
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, errors.Join(err, remove())
	}
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(err, remove())
	}
	p, err := open(in, out, func() error { return errors.Join(cmd.Wait(), remove()) })
	if err != nil {
		return nil, reason(err, lastLine(messages.Bytes()))
	}
	return p, nil
}

// reason returns an error with what a program said, or err if it said nothing.
func reason(err error, said string) error {
	if said == "" {
		return err
	}
	return errors.New(said)
}

// firstLine returns the first line of a compiler's message, which says most. It skips the line with the package's
// name that the go command prints first.
func firstLine(said []byte) string {
	for line := range strings.Lines(string(said)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return line
		}
	}
	return ""
}

// lastLine returns the last line, which says most in a traceback of Python.
func lastLine(said []byte) string {
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}
