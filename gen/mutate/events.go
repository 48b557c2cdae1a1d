package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
)

// tiersTest is the test of package loss that names the tiers.
const tiersTest = "TestTiers"

// An event is a line of go test -json; see go doc test2json.
type event struct {
	Action, Package, Test, Output, FailedBuild string
}

// outcomes is the result of a run of go test.
type outcomes struct {
	failed []string        // the tests that failed, as package.Test without subtests, in the order in which they failed
	tiers  map[string]bool // the tiers that tiersTest reached
}

// read collects outcomes from the events of a run.
func read(r io.Reader) (outcomes, error) {
	o := outcomes{tiers: map[string]bool{}}
	running, crashes := map[string]string{}, map[string]string{} // by package
	for d := json.NewDecoder(r); ; {
		var e event
		if err := d.Decode(&e); errors.Is(err, io.EOF) {
			return o, nil
		} else if err != nil {
			return o, fmt.Errorf("go test -json: %w", err)
		}
		name, sub, isSub := strings.Cut(e.Test, "/")
		switch {
		case e.FailedBuild != "":
			return o, errors.New("tests of " + e.FailedBuild + " don't build")
		case e.Action == "run" && !isSub:
			running[e.Package] = name
		case e.Action == "pass" && name == tiersTest && isSub:
			o.tiers[sub] = true
		case e.Action == "output":
			if c := crash(e.Output); c != "" {
				crashes[e.Package] = c
			}
		case e.Action == "fail" && e.Test != "":
			o.fail(e.Package, name, "")
		case e.Action == "fail" && crashes[e.Package] != "":
			// The test binary died, and the test that was running may have no event of its own.
			o.fail(e.Package, running[e.Package], crashes[e.Package])
		}
	}
}

// fail adds a test, unless it has been added. how says what stopped the test if it was not an assertion.
func (o *outcomes) fail(pkg, test, how string) {
	name := path.Base(pkg) + "." + test
	i := slices.Index(o.failed, name)
	if i < 0 {
		i = len(o.failed)
		o.failed = append(o.failed, name)
	}
	if how != "" {
		o.failed[i] = name + " (" + how + ")"
	}
}

var crashForm = regexp.MustCompile(`^(?:panic: (test timed out)?|fatal error: |(?:\[signal )?(SIG[A-Z]+):)`)

// crash returns what has killed a test binary, if this line of its output says so.
func crash(line string) string {
	m := crashForm.FindStringSubmatch(line)
	switch {
	case m == nil:
		return ""
	case m[2] != "":
		return m[2]
	case m[1] != "":
		return "timeout"
	}
	return "panic"
}
