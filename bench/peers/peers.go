package peers

import "embed"

// Sources holds the folders c, python and archsimd.
//
//go:embed c/* python/*.py archsimd/*.go
var Sources embed.FS
