package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"

	"github.com/marginrank/marginrank/internal/output"
)

// options holds the command line.
type options struct {
	mutants []mutant // the mutants to try
	list    bool     // print the mutants and do not try them
	page    string   // the file for the table, or empty if there is none
}

func parseOptions(args []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("mutate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	names := flags.String("run", "", "try only the mutants whose name matches `regexp`")
	flags.BoolVar(&o.list, "list", false, "print the mutants and try none")
	flags.StringVar(&o.page, "o", "", "write the table as a page to `file`")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if o.mutants, err = matching(*names); err == nil {
		err = o.check(flags.Args())
	}
	if err != nil {
		fmt.Fprintln(stderr, "mutate:", err)
	}
	return o, err
}

func (o options) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q (mutants are named with -run)", rest[0])
	case o.page == "":
		return nil
	case o.list:
		return errors.New("-o is for the table of mutants that were tried, and -list tries none")
	case len(o.mutants) < len(mutants()):
		return errors.New("-o is for the table of all mutants, without -run")
	}
	return output.Check(o.page) // so that an error is reported now, and not after 20 minutes
}

// matching returns the mutants whose name matches an expression.
func matching(expr string) ([]mutant, error) {
	name, err := regexp.Compile(expr)
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(mutants(), func(m mutant) bool { return !name.MatchString(m.name) })
	if len(list) == 0 {
		return nil, fmt.Errorf("no mutant's name matches %q", expr)
	}
	return list, nil
}
