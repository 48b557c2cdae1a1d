package peer

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fakeEnv is the environment variable that makes the test binary a peer.
const fakeEnv = "PEER_TEST_FAKE"

func TestMain(m *testing.M) {
	if os.Getenv(fakeEnv) != "" {
		fake(os.Stdin, os.Stdout)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// fake is a peer that claims to take n nanoseconds per forward call on n pairs, and twice as long for both
// passes.
func fake(in io.Reader, out io.Writer) {
	fmt.Fprintln(out, `{"name":"fake","version":"1"}`)
	for lines := bufio.NewScanner(in); lines.Scan(); {
		var r map[string]any
		json.Unmarshal(lines.Bytes(), &r)
		switch {
		case r["check"] == true && r["lists"] != nil:
			fmt.Fprintf(out, `{"loss":%v,"fused":%v,"grad":[5]}`+"\n", r["margin"], r["lists"])
		case r["check"] == true:
			fmt.Fprintf(out, `{"loss":%v,"fused":2,"gx1":[3],"gx2":[4]}`+"\n", r["margin"])
		case r["pass"] == Lists && r["dtype"] == "float32":
			each := 3.0
			if r["weights"] == LambdaWeights {
				each = 4
			}
			fmt.Fprintf(out, `{"ns":%v}`+"\n", each*r["lists"].(float64)*r["n"].(float64))
		case r["dtype"] != "float32" || r["labels"] != "given" || r["calls"].(float64) < 1:
			fmt.Fprintln(out, `{"error":"not what was agreed on"}`)
		case r["n"] == 13.0:
			fmt.Fprintln(out, `{"error":"no 13"}`)
		case r["n"] == 14.0:
			return
		case r["n"] == 15.0:
			fmt.Fprintln(out, `{}`)
		case r["pass"] == ForwardBackward:
			fmt.Fprintf(out, `{"ns":%v}`+"\n", 2*r["n"].(float64))
		default:
			fmt.Fprintf(out, `{"ns":%v}`+"\n", r["n"])
		}
	}
}

// piped returns a fake peer that runs without a process.
func piped(t *testing.T) *Peer {
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	go func() {
		fake(inR, outW)
		inR.Close()
		outW.Close()
	}()
	p, err := open(inW, outR, func() error { return nil })
	require.NoError(t, err)
	return p
}

func TestProtocol(t *testing.T) {
	p := piped(t)
	assert.Equal(t, "fake", p.Name())
	assert.Equal(t, "1", p.Version())
	ns, err := p.Time(Float32, Forward, 100, 3)
	require.NoError(t, err)
	assert.Equal(t, 100.0, ns)
	ns, err = p.Time(Float32, ForwardBackward, 100, 3)
	require.NoError(t, err)
	assert.Equal(t, 200.0, ns)
	v, err := p.Check(Float32, []float32{1}, []float32{2}, []float32{1}, 0.5)
	require.NoError(t, err)
	assert.Equal(t, Values{Loss: 0.5, Fused: 2, GX1: []float32{3}, GX2: []float32{4}}, v)
	ns, err = p.TimeLists(Unweighted, 20, 15, 3)
	require.NoError(t, err)
	assert.Equal(t, 900.0, ns)
	ns, err = p.TimeLists(LambdaWeights, 20, 15, 3)
	require.NoError(t, err)
	assert.Equal(t, 1200.0, ns)
	v, err = p.CheckLists(Unweighted, []float32{1}, []float32{2}, 1, 0.5)
	require.NoError(t, err)
	assert.Equal(t, Values{Loss: 0.5, Fused: 1, Grad: []float32{5}}, v)

	_, err = p.Time(Float32, Forward, 13, 1)
	assert.EqualError(t, err, "fake: no 13")
	_, err = p.Time(Float32, Forward, 15, 1)
	assert.Error(t, err, "an answer without a time")
	_, err = p.Time(Float32, Forward, 100, 1)
	assert.NoError(t, err, "after an error it goes on")
	assert.True(t, p.Knows(Float32))
	assert.False(t, p.Knows(Float64))
	_, err = p.Time(Float32, Forward, 14, 1)
	assert.EqualError(t, err, "fake: it ended")
	require.NoError(t, p.Close())
}

// A peer that is a process answers, and leaves nothing behind.
func TestProcess(t *testing.T) {
	if testing.Short() {
		t.Skip("an emulated test binary can't be started")
	}
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), fakeEnv+"=1")
	removed := false
	p, err := spawn(cmd, func() error { removed = true; return nil })
	require.NoError(t, err)
	ns, err := p.Time(Float32, Forward, 7, 1)
	require.NoError(t, err)
	assert.Equal(t, 7.0, ns)
	require.NoError(t, p.Close())
	assert.True(t, removed)
	assert.True(t, cmd.ProcessState.Success())
}

// For a program that cannot be built or started there is an error and no peer.
func TestAbsent(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, prog := range []program{
		{name: "no compiler", build: []string{"no-such-compiler"}, run: []string{"./x"}},
		{name: "no program", run: []string{"./x"}},
		{name: "mute", run: []string{"go", "env", "GOOS"}},
		{name: "failing", run: []string{"go", "no-such-command"}},
	} {
		_, err := prog.start()
		assert.Error(t, err, prog.name)
	}
	left, err := os.ReadDir(os.TempDir())
	require.NoError(t, err)
	assert.Empty(t, left)
}

// A report has the line of a message that says most.
func TestReason(t *testing.T) {
	failed := errors.New("exit status 1")
	build := "# command-line-arguments\narchsimd/main.go:17:20: undefined: archsimd.Load\narchsimd/main.go:18:20: too many errors\n"
	assert.EqualError(t, reason(failed, firstLine([]byte(build))), "archsimd/main.go:17:20: undefined: archsimd.Load")
	run := "Traceback (most recent call last):\n  File \"peer.py\", line 6\nModuleNotFoundError: No module named 'torch'\n"
	assert.EqualError(t, reason(failed, lastLine([]byte(run))), "ModuleNotFoundError: No module named 'torch'")
	assert.Equal(t, failed, reason(failed, firstLine(nil)))
	assert.Equal(t, failed, reason(failed, lastLine(nil)))
}
