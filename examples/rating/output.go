package main

import "io"

// output keeps the first error of writing, so that code that prints the report need not check for errors. rate
// checks once at its end.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(p []byte) (n int, err error) {
	if o.err != nil {
		return 0, o.err
	}
	n, o.err = o.to.Write(p)
	return n, o.err
}
