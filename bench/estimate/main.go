package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

func main() {
	cpus := flag.String("cpu", "neoverse-n1,apple-m1", "`cores`, as llvm-mca names them")
	labels := flag.String("labels", workload.Given, "`kind` of labels: "+strings.Join(workload.LabelKinds, ", "))
	tool := flag.String("mca", "", "`program` to ask; without one, the newest llvm-mca of the path")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *cpus, *labels, *tool)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "estimate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cpus, labels, tool string) error {
	switch {
	case flag.NArg() > 0:
		return fmt.Errorf("arguments without a flag: %q", flag.Args())
	case !slices.Contains(workload.LabelKinds, labels):
		return fmt.Errorf("-labels: %q is no kind of labels", labels)
	}
	mca, err := find(ctx, tool)
	if err != nil {
		return err
	}
	kernels, err := load(ctx, workloads(labels))
	if err != nil {
		return err
	}
	fmt.Printf("Static estimate, not measured; assumes data in L1. Labels %s; gradients of x1 and x2. %s: `%s`\n",
		labels, mca.version, command())
	for cpu := range strings.SplitSeq(cpus, ",") {
		got, err := mca.estimate(ctx, strings.TrimSpace(cpu), kernels)
		if err != nil {
			return err
		}
		fmt.Print("\n", got.markdown(kernels))
	}
	return nil
}

// command returns the command line that repeats this estimate.
func command() string {
	return strings.Join(append([]string{"go run ./bench/estimate"}, os.Args[1:]...), " ")
}
