package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	"github.com/marginrank/marginrank/gen/internal/assembly"
	"github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/hinge"
)

// printCatalogue prints every kernel and its cost on every tier.
func printCatalogue(w io.Writer) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(cells ...string) { fmt.Fprintln(table, strings.Join(cells, "\t")) }

	names := []string{catalogue.Portable.Name}
	for _, t := range catalogue.AssemblyTiers {
		names = append(names, t.Name)
	}
	row(append([]string{"operation", "dtype", "kernel", "tiers"}, names[1:]...)...)
	for _, k := range hinge.Family.Kernels {
		cells := []string{strings.Join(k.Ops, ", "), strings.ToLower(k.DType.Name), k.Variant(catalogue.Tier{Name: "*"}), strings.Join(names, " ")}
		for _, t := range catalogue.AssemblyTiers {
			cells = append(cells, cost(k, t))
		}
		row(cells...)
	}
	table.Flush()
	var rare []string
	for _, c := range hinge.Family.Columns {
		if c.Rare {
			rare = append(rare, c.Name)
		}
	}
	fmt.Fprintf(w, "\n%d kernels on %d tiers; * is the tier, as in %s. Under a tier's name:\n",
		len(hinge.Family.Kernels), len(names), hinge.Family.Kernels[0].Variant(catalogue.AVX512))
	fmt.Fprintf(w, "instructions per pair in the loop, with every column but %s.\n",
		strings.Join(rare, ", "))
}

// cost returns the number of instructions per pair of a kernel's loop on a tier.
func cost(k *arithmetic.Kernel, t catalogue.Tier) string {
	return fmt.Sprintf("%.2f", assembly.Cost(k, t))
}
