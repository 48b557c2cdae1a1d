package audit

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestScratchDead(t *testing.T) {
	p, _ := Read(os.DirFS("../../.."))
	p.audited.Do(p.audit)
	n := 0
	for _, f := range p.functions {
		for _, l := range f.lines {
			if len(l.writes) > 0 && !l.used {
				n++
				if !strings.Contains(f.file, "roofline") {
					fmt.Println(f.at(l, "dead"))
				}
			}
		}
	}
	fmt.Println(n)
}
