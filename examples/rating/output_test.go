package main

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// fullDisk is a writer that accepts a number of bytes and then fails.
type fullDisk struct{ room, failures int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if len(p) > d.room {
		d.failures++
		return 0, fmt.Errorf("disk full, time %d", d.failures)
	}
	d.room -= len(p)
	return len(p), nil
}

func TestOutputKeepsTheFirstError(t *testing.T) {
	disk := &fullDisk{room: 3}
	w := &output{to: disk}
	fmt.Fprint(w, "one")
	assert.NoError(t, w.err)
	fmt.Fprint(w, "two")
	disk.room = 9
	_, err := fmt.Fprint(w, "three")
	assert.EqualError(t, err, "disk full, time 1")
	assert.Equal(t, err, w.err)
	assert.Equal(t, 9, disk.room, "nothing follows what is missing")
}

func TestWriteErrors(t *testing.T) {
	whole := len(rating(t))
	for _, room := range []int{0, 100, whole - 1} {
		var stderr bytes.Buffer
		assert.Equal(t, 1, run(nil, &fullDisk{room: room}, &stderr), "%d bytes", room)
		assert.Equal(t, "rating: disk full, time 1\n", stderr.String())
	}
	var stderr bytes.Buffer
	assert.Zero(t, run(nil, &fullDisk{room: whole}, &stderr))
}

func TestBarReportsWriteErrors(t *testing.T) {
	report, finish := barProgress(&fullDisk{}, 2)
	report(1, 0.5)
	report(2, 0.5)
	assert.ErrorContains(t, finish(), "disk full")
}
