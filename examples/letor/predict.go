package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// predict writes the score of each document of a file to w, a line each, as it reads the file. Features that the
// model does not know add nothing.
func predict(o options, w, progress io.Writer) error {
	features, err := load(o.load)
	if err != nil {
		return err
	}
	files, err := open(o.predict)
	if err != nil {
		return err
	}
	defer closeAll(files)
	in, finish := newProgress(progress, o.predict, files[0].size, files[0].file)
	defer finish()
	out := bufio.NewWriter(w)
	err = eachLine(o.predict, bufio.NewReaderSize(in, 64<<10), func(text []byte) error {
		score, ok, err := scoreLine(text, features)
		if err == nil && ok {
			_, err = fmt.Fprintln(out, score)
		}
		return err
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// scoreLine returns the score of a document, as the trained model computes it, or false if the line has none. Relevance
// and qid say nothing about it.
func scoreLine(text []byte, features map[int]savedFeature) (score float32, ok bool, err error) {
	text, _, _ = bytes.Cut(text, []byte("#"))
	last := -1
	for field := range bytes.FieldsSeq(text) {
		first := !ok
		ok = true
		if bytes.HasPrefix(field, []byte("qid:")) && last < 0 || first && !bytes.Contains(field, []byte(":")) {
			continue
		}
		var value float32
		if last, value, err = parseFeature(field, last); err != nil {
			return 0, false, err
		}
		f := features[last]
		if f.Scale > 0 {
			score += float32(scaled(value, f.Scale) * *f.Weight)
		}
	}
	if score-score != 0 {
		return 0, false, errors.New("the score is not finite: features should be about as large as in training")
	}
	return score, ok, nil
}
