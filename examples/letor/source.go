package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
)

// source is a file of documents that is open, and the sizes of its queries.
type source struct {
	name  string
	file  *os.File
	size  int64  // in bytes; 0 if nobody knows
	sizes *sizes // nil: the documents have a qid
}

// open opens the files of documents, all before the first is read: reading may take minutes.
func open(names ...string) (list []*source, err error) {
	defer func() {
		if err != nil {
			closeAll(list)
		}
	}()
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			return list, err
		}
		s := &source{name: name, file: file}
		list = append(list, s)
		info, err := file.Stat()
		if err != nil {
			return list, err
		}
		if info.IsDir() {
			return list, fmt.Errorf("%s is a folder", name)
		}
		if info.Mode().IsRegular() {
			s.size = info.Size()
		}
		if s.sizes, err = loadSizes(name); err != nil {
			return list, err
		}
	}
	return list, nil
}

func closeAll(list []*source) error {
	var errs []error
	for _, s := range list {
		errs = append(errs, s.file.Close())
	}
	return errors.Join(errs...)
}

// read reads the documents and tells w how far it is.
func (s *source) read(f *features, w io.Writer) (*dataset, error) {
	in, finish := newProgress(w, s.name, s.size, s.file)
	defer finish()
	return readDocuments(s.name, bufio.NewReaderSize(in, 64<<10), s.sizes, f)
}
