package audit_test

import (
	"fmt"
	"path"
	"strings"
	"testing"
)

func TestScratchCount(t *testing.T) {
	a, b, c := 0, 0, 0
	seen := map[string]bool{}
	for name, f := range good(t) {
		for _, line := range strings.SplitAfter(string(f.Data), "\n") {
			n := len(token.FindAllString(line, -1))
			if path.Ext(name) == ".s" {
				a += n
				d := len(digits.FindAllString(line, -1))
				b += d
				if !seen[line] {
					c += n + 2*d
				}
			} else {
				fmt.Println(name, n)
				a += n
			}
			seen[line] = true
		}
	}
	fmt.Println(a, b, c)
}
