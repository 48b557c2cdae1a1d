package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	o := options{}
	flag.BoolVar(&o.quick, "quick", false, "fewer and shorter batches: for a first look")
	flag.StringVar(&o.filter, "filter", "", "`regexp` of the sections to measure: "+strings.Join(sectionNames(), ", "))
	flag.StringVar(&o.dir, "o", "", "`directory` for the report; without one, docs/report/CPU, or a temporary directory for a part of a report")
	flag.StringVar(&o.sizes, "sizes", "", "numbers of pairs in their chart, such as `64,4096,1048576`; without any, powers of 2")
	flag.Parse()
	o.rest = flag.Args()
	if err := run(o, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
}

// run measures, prints the table to stdout, and writes the files. It shows progress on stderr.
func run(o options, stdout io.Writer, stderr *os.File) error {
	plan, err := o.plan()
	if err != nil {
		return err
	}
	top := clone()
	m := describe(top)
	name, err := o.folder(top, m.Folder)
	if err != nil {
		return err
	}
	dir, err := directory(name)
	if err != nil {
		return err
	}
	if name == "" {
		defer os.Remove(dir) // does nothing if the folder has a report in it
	}
	plan.findPeers(stderr)
	defer plan.close()
	experiments, err := plan.experiments()
	if err != nil {
		return err
	}
	r := results{Machine: m, Absent: plan.absent}
	if err := measureAll(&r, experiments, stderr); err != nil {
		return err
	}
	fmt.Fprint(stdout, r.markdown())
	if err := r.write(dir); err != nil {
		return err
	}
	fmt.Fprintln(stderr, "written:", filepath.Join(dir, pageFile), "and, beside it, the summary, the charts and the samples")
	return nil
}
