package peers

import "embed"

// Sources are the folders c, python and archsimd.
//
//go:embed c/* python/*.py archsimd/*.go
var Sources embed.FS
