package audit

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestScratch(t *testing.T) {
	start := time.Now()
	p, err := Read(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("read", time.Since(start))
	for _, c := range Checks {
		start := time.Now()
		list := c.Run(p)
		n := 0
		for _, f := range list {
			if !strings.HasPrefix(f.File, os.Getenv("IN")) {
				continue
			}
			n++
			if n <= 12 && c.Name != "reachable" {
				fmt.Println("  ", c.Name, f)
			}
		}
		fmt.Println(c.Name, n, time.Since(start))
	}
}
