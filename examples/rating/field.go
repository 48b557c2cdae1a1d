package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// blank reports whether a character around a field means nothing. Text that was copied from web pages has spaces
// of zero width, and files that were joined from several files have byte order marks in the middle.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// noScore reports whether a score means that the match has not been played yet: it is empty, or what R and Python
// write for missing values.
func noScore(text string) bool {
	switch strings.ToLower(text) {
	case "", "na", "n/a", "nan", "null", "none":
		return true
	}
	return false
}

// goals parses a number of goals. It also accepts the form 3.0, which tables with missing scores have.
func goals(text string) (int, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseUint(whole, 10, 16)
	switch {
	case strings.Trim(fraction, "0") != "":
	case errors.Is(err, strconv.ErrRange):
		return 0, fmt.Errorf("%q is more than 65535 goals", text)
	case err == nil:
		return int(n), nil
	}
	return 0, fmt.Errorf("%q is not a number of goals", text)
}

// teamName returns a name in a normal form, which is the same for equal names. In a file, ç may be one character,
// or c followed by a cedilla.
func teamName(text string) (string, error) {
	if text == "" {
		return "", errors.New("no team")
	}
	if strings.ContainsFunc(text, obeyed) {
		return "", fmt.Errorf("%q has a control character", text)
	}
	return norm.NFC.String(text), nil
}

// obeyed reports whether a terminal would obey a character and not print it, such as characters that change
// colours or the direction of text.
func obeyed(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
