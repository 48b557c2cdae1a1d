package main

import (
	"maps"

	"github.com/marginrank/marginrank/gen/internal/assembly"
	"github.com/marginrank/marginrank/gen/internal/counts"
	"github.com/marginrank/marginrank/gen/internal/golang"
	"github.com/marginrank/marginrank/gen/internal/hinge"
	"github.com/marginrank/marginrank/gen/internal/roofline"
)

// folders lists the folders to which only the generator writes.
var folders = []string{"asm", "generated", roofline.Folder, counts.Folder}

// files returns every emitted file, by its slash-separated path relative to the root.
func files() (map[string][]byte, error) {
	all := golang.Files(hinge.Family)
	kernels, err := assembly.Files(hinge.Family)
	if err != nil {
		return nil, err
	}
	maps.Copy(all, kernels)
	maps.Copy(all, roofline.Files())
	maps.Copy(all, counts.Files())
	return all, nil
}
