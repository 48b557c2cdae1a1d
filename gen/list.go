package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/marginrank/marginrank/gen/internal/assembly"
	"github.com/marginrank/marginrank/gen/internal/catalogue"
)

// printCatalogue prints every kernel, then what is composed of kernels.
func printCatalogue(w io.Writer) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(cells ...string) { fmt.Fprintln(table, strings.Join(cells, "\t")) }

	names := []string{catalogue.Portable.Name}
	for _, t := range catalogue.AssemblyTiers {
		names = append(names, t.Name)
	}
	row(append([]string{"operation", "dtype", "pairs", "pass", "reduction", "labels", "function", "tiers"}, names[1:]...)...)
	for _, k := range catalogue.Kernels() {
		cells := []string{
			k.Operation(), strings.ToLower(k.DType.Name), k.Form.String(), k.Pass.String(), k.Reduction.String(), k.Labels.String(),
			k.Variant(catalogue.Tier{Name: "*"}), strings.Join(names, " "),
		}
		for _, t := range catalogue.AssemblyTiers {
			cells = append(cells, cost(k, t))
		}
		row(cells...)
	}
	table.Flush()
	fmt.Fprintf(w, "\n%d kernels on %d tiers; * is the tier, as in %s. Under a tier's name:\n",
		len(catalogue.Kernels()), len(names), catalogue.Kernels()[0].Variant(catalogue.AVX512))
	fmt.Fprint(w, "instructions per element in the loop, with every gradient wanted. Those of\nPortable are the Go compiler's.\n")

	fmt.Fprint(w, "\nComposed, without a function of its own:\n")
	row("request", "served by")
	for _, c := range catalogue.Composed {
		row(c.Request, c.Kernels)
	}
	table.Flush()
}

// cost is the number of instructions per element.
func cost(k catalogue.Kernel, t catalogue.Tier) string {
	return fmt.Sprintf("%.2f", assembly.Cost(k, t))
}
