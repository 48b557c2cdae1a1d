package letor

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// sizeFiles are what LightGBM and XGBoost put behind the name of a file of documents, for the file with the sizes of its queries.
var sizeFiles = []string{".query", ".group"}

// list returns the files of documents that match a pattern.
func list(ctx context.Context, pattern string) ([]string, error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	all, err := fs.List(ctx, pattern)
	if err != nil {
		return nil, fmt.Errorf("letor: %s: %w", pattern, err)
	}
	var documents []string
	for _, name := range all {
		if !strings.HasSuffix(name, sizeFiles[0]) && !strings.HasSuffix(name, sizeFiles[1]) {
			documents = append(documents, name)
		}
	}
	if len(documents) == 0 {
		return nil, fmt.Errorf("letor: no file of documents matches %s", pattern)
	}
	return documents, nil
}

// sizesOf returns the names of the files with the sizes of a file's queries.
func sizesOf(ctx context.Context, name string) ([]string, error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	var there []string
	for _, suffix := range sizeFiles {
		found, err := fs.List(ctx, name+suffix)
		if err != nil {
			return nil, fmt.Errorf("letor: %s: %w", name+suffix, err)
		}
		there = append(there, found...)
	}
	return there, nil
}

// eachLine visits the lines of a file, from an offset on, until visit returns an error. An io.EOF from visit ends the visits, and eachLine
// returns nil. Other errors get the name of the file and the number of the line; the first line visited is number first.
// The length of a line includes its end. The bytes of a line last until the next visit.
func eachLine(ctx context.Context, name string, offset int64, first int, visit func(line []byte, length int) error) (err error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	file, err := fs.OpenRead(ctx, name)
	if err != nil {
		return fmt.Errorf("letor: %s: %w", name, err)
	}
	defer file.Close()
	if err := skip(file, offset); err != nil {
		return fmt.Errorf("letor: %s: %w", name, err)
	}
	lines := bufio.NewScanner(bufio.NewReaderSize(file, 256<<10))
	lines.Buffer(nil, maxLine)
	length := 0
	lines.Split(func(data []byte, atEOF bool) (int, []byte, error) {
		advance, line, err := bufio.ScanLines(data, atEOF)
		length = advance
		return advance, line, err
	})
	number := first
	for ; lines.Scan(); number++ {
		line := lines.Bytes()
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff")) // a byte order mark
		}
		if err := visit(line, length); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("letor: %s:%d: %w", name, number, err)
		}
	}
	err = lines.Err()
	if errors.Is(err, bufio.ErrTooLong) {
		err = fmt.Errorf("the line has more than %d MiB", maxLine>>20)
	}
	if err != nil {
		return fmt.Errorf("letor: %s:%d: %w", name, number, err)
	}
	return nil
}

// maxLine is a line of a few hundred thousand features.
const maxLine = 16 << 20

// skip goes to an offset of a file that has just been opened.
func skip(file io.Reader, offset int64) error {
	if seeker, ok := file.(io.Seeker); ok {
		_, err := seeker.Seek(offset, io.SeekStart)
		return err
	}
	_, err := io.CopyN(io.Discard, file, offset)
	return err
}
