package main

import (
	"os"
	"path/filepath"

	"github.com/marginrank/marginrank/gen/internal/golang"
	"github.com/marginrank/marginrank/gen/internal/hinge"
)

func main() {
	for name, text := range golang.Files(hinge.Family) {
		os.MkdirAll(filepath.Dir(name), 0o755)
		os.WriteFile(name, text, 0o644)
	}
}
