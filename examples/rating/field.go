package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// blank tells of a character that means nothing around a field. Text copied from web pages has blanks without a width, and in
// files made of several ones byte order marks are in the middle.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// noScore tells whether a score stands for a match that is not played yet: empty, or what R and Python write instead.
func noScore(text string) bool {
	switch strings.ToLower(text) {
	case "", "na", "n/a", "nan", "null", "none":
		return true
	}
	return false
}

// goals reads a whole number, also as tables with missing scores have it: 3.0.
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

// teamName returns a name in the one form that equal names have: ç may be one character in a file, or c and a cedilla.
func teamName(text string) (string, error) {
	if text == "" {
		return "", errors.New("no team")
	}
	if strings.ContainsFunc(text, obeyed) {
		return "", fmt.Errorf("%q has a control character", text)
	}
	return norm.NFC.String(text), nil
}

// obeyed tells of a character that a terminal would not print but obey: colours, and what turns the direction of text.
func obeyed(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
