package main

import (
	"bytes"
	"maps"
	"os"

	"github.com/marginrank/marginrank/gen/internal/assembly"
	"github.com/marginrank/marginrank/gen/internal/counts"
	"github.com/marginrank/marginrank/gen/internal/golang"
	"github.com/marginrank/marginrank/gen/internal/hinge"
	"github.com/marginrank/marginrank/gen/internal/roofline"
)

// folders are those that only the generator writes to.
var folders = []string{"asm", "generated", roofline.Folder, counts.Folder}

// files returns every emitted file by its slash-separated path below the root.
func files() map[string][]byte {
	all := golang.Files(hinge.Family)
	maps.Copy(all, assembly.Files(hinge.Family))
	maps.Copy(all, roofline.Files())
	maps.Copy(all, counts.Files())
	return all
}

// emitted reports whether the generator wrote the file at path: it removes no other.
func emitted(path string) bool {
	text, err := os.ReadFile(path)
	return err == nil && bytes.Contains(text, []byte("DO NOT EDIT."))
}
