package main

import (
	"bufio"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxLine is a line of a few hundred thousand features.
const maxLine = 16 << 20

// eachLine visits the lines; an error gets the name of the file and the number of the line. A byte order mark at the
// beginning says how the text is encoded, in UTF-8 or UTF-16, and is no part of it. The bytes of a line last until the next.
func eachLine(name string, in io.Reader, visit func(line []byte) error) error {
	lines := bufio.NewScanner(transform.NewReader(in, unicode.BOMOverride(transform.Nop)))
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		if err := visit(lines.Bytes()); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	err := lines.Err()
	if err == bufio.ErrTooLong {
		err = fmt.Errorf("the line has more than %d MiB", maxLine>>20)
	}
	if err != nil {
		return fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return nil
}
