package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
)

// A tool is an llvm-mca of this machine.
type tool struct{ path, version string }

const missing = `no llvm-mca here: install LLVM's tools (apt-get install llvm-19, dnf install llvm, brew install llvm),
or name the program with -mca. LLVM 14 has no model of a Neoverse N1 yet and takes a Cortex-A57 for one; LLVM 19 has`

var versionForm = regexp.MustCompile(`LLVM version (\S+)`)

// find returns the newest llvm-mca, since old versions use the model of a Cortex-A57 for a Neoverse.
func find(ctx context.Context, name string) (tool, error) {
	names := []string{name}
	if name == "" {
		names = nil
		for v := 30; v >= 14; v-- {
			names = append(names, fmt.Sprintf("llvm-mca-%d", v))
		}
		names = append(names, "llvm-mca")
	}
	for _, n := range names {
		path, err := exec.LookPath(n)
		if err != nil {
			continue
		}
		out, err := exec.CommandContext(ctx, path, "--version").CombinedOutput()
		m := versionForm.FindSubmatch(out)
		if err != nil || m == nil {
			return tool{}, fmt.Errorf("%s doesn't tell its version: %s", path, out)
		}
		return tool{path, "llvm-mca " + string(m[1])}, nil
	}
	if name != "" {
		return tool{}, fmt.Errorf("no program %s here", name)
	}
	return tool{}, errors.New(missing)
}

// estimate asks llvm-mca how long the kernels take on a core.
func (t tool) estimate(ctx context.Context, cpu string, kernels []kernel) (estimate, error) {
	cmd := exec.CommandContext(ctx, t.path, "-mtriple=aarch64", "-mcpu="+cpu, "-json")
	cmd.Stdin = strings.NewReader(listing(kernels))
	var out, messages bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &messages
	if err := cmd.Run(); err != nil || strings.Contains(messages.String(), "not a recognized processor") {
		return estimate{}, fmt.Errorf("%s -mcpu=%s: %w\n%s", t.path, cpu, err, messages.Bytes())
	}
	return parse(cpu, out.Bytes(), kernels)
}

// listing returns the paths of the kernels as input for llvm-mca, with one region per kernel.
func listing(kernels []kernel) string {
	var b strings.Builder
	for _, k := range kernels {
		fmt.Fprintf(&b, "# LLVM-MCA-BEGIN %s\n", describe(k))
		for _, in := range k.path {
			b.WriteString(in.gnu() + "\n")
		}
		b.WriteString("# LLVM-MCA-END\n")
	}
	return b.String()
}

var (
	compareZero = regexp.MustCompile(`^(fcm.*), #0$`)
	jumpTarget  = regexp.MustCompile(`\.\+0x[0-9a-f]+$`)
)

// gnu returns the instruction in the form that LLVM's assembler accepts: Go's decoder writes the floating-point
// zero as an integer. The target of a jump does not matter, since llvm-mca takes every jump as predicted.
func (in instruction) gnu() string {
	return jumpTarget.ReplaceAllString(compareZero.ReplaceAllString(in.text, "$1, #0.0"), ".")
}

// An answer is the JSON that llvm-mca prints.
type answer struct {
	CodeRegions []struct {
		Name         string
		Instructions []string
		SummaryView  struct {
			DispatchWidth, Iterations, TotalCycles, TotaluOps int
		}
		ResourcePressureView struct {
			ResourcePressureInfo []struct {
				InstructionIndex, ResourceIndex int
				ResourceUsage                   float64
			}
		}
	}
	TargetInfo struct{ Resources []string }
}

// parse returns the estimate that llvm-mca printed as text for the kernels.
func parse(cpu string, text []byte, kernels []kernel) (estimate, error) {
	var a answer
	if err := json.Unmarshal(text, &a); err != nil {
		return estimate{}, fmt.Errorf("llvm-mca: %w", err)
	}
	e := estimate{cpu: cpu, model: modelOf(a.TargetInfo.Resources)}
	if len(a.CodeRegions) != len(kernels) {
		return e, fmt.Errorf("llvm-mca: %d regions for %d kernels", len(a.CodeRegions), len(kernels))
	}
	for i, region := range a.CodeRegions {
		want, n := describe(kernels[i]), len(kernels[i].path)
		if region.Name != want || len(region.Instructions) != n || region.SummaryView.Iterations == 0 {
			return e, fmt.Errorf("llvm-mca: region %q of %d instructions where %q has %d", region.Name, len(region.Instructions), want, n)
		}
		s := region.SummaryView
		c := cost{cycles: float64(s.TotalCycles) / float64(s.Iterations), busy: map[string]float64{}}
		c.busy["dispatch"] = float64(s.TotaluOps) / float64(s.Iterations*s.DispatchWidth) / c.cycles
		for _, p := range region.ResourcePressureView.ResourcePressureInfo {
			// The sum over all instructions has the index after the last one.
			if p.InstructionIndex == n && p.ResourceIndex < len(a.TargetInfo.Resources) {
				unit := unitName(a.TargetInfo.Resources[p.ResourceIndex])
				c.busy[unit] = max(c.busy[unit], p.ResourceUsage/c.cycles)
			}
		}
		e.costs = append(e.costs, c)
	}
	return e, nil
}
