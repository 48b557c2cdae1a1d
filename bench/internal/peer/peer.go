package peer

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// These are the passes that peers know.
const (
	Forward         = "forward"
	ForwardBackward = "forwardbackward" // the loss and the gradients of both scores
	Lists           = "lists"           // the loss and the gradients of all pairs of lists; only peers for lists know it
)

// These are the kinds of weights of the pairs of lists.
const (
	Unweighted    = ""       // no weights: the loss is the mean
	ItemWeights   = "items"  // the loss is the sum; a pair weighs 1 + i mod 7, where i is its item of higher relevance
	LambdaWeights = "lambda" // the loss is the sum, with lambda weights
)

// Margin is the margin of the pairs that peers make and time.
const Margin = 0.25

// A Peer is a running program.
type Peer struct {
	name, version string
	in            io.WriteCloser
	out           *bufio.Reader
	wait          func() error // waits for the program's end
}

// A request is a line that a peer reads.
type request struct {
	Check  bool      `json:"check,omitempty"`
	X1     []float32 `json:"x1,omitempty"`
	X2     []float32 `json:"x2,omitempty"`
	Y      []float32 `json:"y,omitempty"`
	Margin float32   `json:"margin,omitempty"`

	Scores    []float32 `json:"scores,omitempty"`
	Relevance []float32 `json:"relevance,omitempty"`
	Lists     int       `json:"lists,omitempty"`
	Weights   string    `json:"weights,omitempty"`

	Pass   string `json:"pass,omitempty"`
	DType  string `json:"dtype,omitempty"`
	Labels string `json:"labels,omitempty"`
	N      int    `json:"n,omitempty"`
	Calls  int    `json:"calls,omitempty"`
}

// An answer is a line that a peer writes. The first one has its name and version.
type answer struct {
	Name, Version string
	Error         string
	NS            float64
	Values
}

// Values is what a peer computes for given pairs or lists.
type Values struct {
	Loss, Fused float64 // the loss of a forward pass, and of a forward and backward pass
	GX1, GX2    []float32
	Grad        []float32 // the gradients of the scores of lists
}

// open returns a peer that reads from in and writes to out, after its first answer.
func open(in io.WriteCloser, out io.Reader, wait func() error) (*Peer, error) {
	p := &Peer{in: in, out: bufio.NewReader(out), wait: wait}
	hello, err := p.read()
	if err == nil && hello.Name == "" {
		err = errors.New("it doesn't say its name")
	}
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	p.name, p.version = hello.Name, hello.Version
	return p, nil
}

// Name returns the peer's name without its version.
func (p *Peer) Name() string { return p.name }

// Version returns the version of the peer's library or compiler.
func (p *Peer) Version() string { return p.version }

// These are element types that a peer may know. All peers know Float32.
const (
	Float32 = "float32"
	Float64 = "float64"
)

// Time makes calls of a pass on n labelled pairs of an element type, on one thread, and returns the time per call
// in nanoseconds. The peer keeps its pairs for the next call of Time.
func (p *Peer) Time(dtype, pass string, n, calls int) (nsPerCall float64, err error) {
	return p.time(request{Pass: pass, DType: dtype, Labels: "given", N: n, Calls: calls})
}

// Knows reports whether the peer can be timed with pairs of an element type.
func (p *Peer) Knows(dtype string) bool {
	_, err := p.Time(dtype, Forward, 64, 100)
	return err == nil
}

// TimeLists is Time for lists of five grades, which all have the same number of items. Without weights the peer
// computes the mean over all pairs and its gradients. With weights it computes the sum and its gradients. Only
// peers from [FindLists] know this pass.
func (p *Peer) TimeLists(weights string, lists, items, calls int) (nsPerCall float64, err error) {
	return p.time(request{Pass: Lists, DType: "float32", Weights: weights, Lists: lists, N: items, Calls: calls})
}

func (p *Peer) time(r request) (nsPerCall float64, err error) {
	a, err := p.ask(r)
	if err == nil && !(a.NS > 0) {
		err = fmt.Errorf("%s: %v ns per call", p.name, a.NS)
	}
	return a.NS, err
}

// Check returns what the peer computes for the given pairs, in an element type that it knows.
func (p *Peer) Check(dtype string, x1, x2, y []float32, margin float32) (Values, error) {
	a, err := p.ask(request{Check: true, DType: dtype, X1: x1, X2: x2, Y: y, Margin: margin})
	return a.Values, err
}

// CheckLists returns what the peer computes for lists of equal length, back to back.
func (p *Peer) CheckLists(weights string, scores, relevance []float32, lists int, margin float32) (Values, error) {
	a, err := p.ask(request{Check: true, Weights: weights, Scores: scores, Relevance: relevance, Lists: lists, Margin: margin})
	return a.Values, err
}

// Close ends the peer.
func (p *Peer) Close() error { return errors.Join(p.in.Close(), p.wait()) }

func (p *Peer) ask(r request) (a answer, err error) {
	line, err := json.Marshal(r)
	if err == nil {
		_, err = p.in.Write(append(line, '\n'))
	}
	if err == nil {
		a, err = p.read()
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", p.name, err)
	}
	return a, err
}

func (p *Peer) read() (a answer, err error) {
	line, err := p.out.ReadBytes('\n')
	if err == io.EOF {
		err = errors.New("it ended")
	}
	if err == nil {
		err = json.Unmarshal(line, &a)
	}
	if err == nil && a.Error != "" {
		err = errors.New(a.Error)
	}
	return a, err
}
