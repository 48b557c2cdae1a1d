// Package peers holds the programs that package loss races against, as sources: README.md says
// what each is.
package peers

import "embed"

// Sources are the folders c, python and archsimd.
//
//go:embed c/* python/*.py archsimd/*.go
var Sources embed.FS
