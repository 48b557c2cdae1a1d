package generated

import "github.com/marginrank/marginrank/asm"

type Args = asm.Args
