package catalogue

import "strings"

// A Layout says where the emitted files of a family go, and what is named how.
type Layout struct {
	Kernels    Place // arguments, declarations and assembly
	Dispatcher Place // portable kernels and the choice of a kernel
	CPUID      Place // the tiers of a machine; nothing is emitted there
	DTypes     []*DType
	Tiers      []Tier // the tiers in assembly, best first
	// Alone says that everything is in one package, which no other package of this module helps. The package exports
	// nothing of what is between its users and its kernels.
	Alone bool
}

// A Place is a package: its path, and its folder relative to where files are written.
type Place struct{ Path, Folder string }

// Module is the path of this module.
const Module = "github.com/marginrank/marginrank"

// Own is the layout of this module.
var Own = &Layout{
	Kernels:    Place{Module + "/asm", "asm"},
	Dispatcher: Place{Module + "/generated", "generated"},
	CPUID:      Place{Module + "/internal/cpuid", "internal/cpuid"},
	DTypes:     DTypes,
	Tiers:      AssemblyTiers,
}

// OnePackage returns the layout of a package of its own.
func OnePackage(name string, dtypes []*DType, tiers []Tier) *Layout {
	place := Place{"alone.invalid/" + name, "."}
	return &Layout{Kernels: place, Dispatcher: place, CPUID: place, DTypes: dtypes, Tiers: tiers, Alone: true}
}

// Row returns what the elements with the same position in all arrays are.
func (l *Layout) Row() string {
	if l.Alone {
		return "row"
	}
	return "pair"
}

// TiersOf returns the layout's assembly tiers of an architecture, best first.
func (l *Layout) TiersOf(goarch string) []Tier {
	var tiers []Tier
	for _, t := range l.Tiers {
		if t.GOARCH == goarch {
			tiers = append(tiers, t)
		}
	}
	return tiers
}

// Architectures lists the architectures with at least one of the layout's assembly tiers.
func (l *Layout) Architectures() []string {
	var list []string
	for _, arch := range Architectures {
		if len(l.TiersOf(arch)) > 0 {
			list = append(list, arch)
		}
	}
	return list
}

// unexported has the names that change by more than their first letter if a package does not export them.
var unexported = map[string]string{
	"Op": "operation", "DTypeOf": "dtypeOf", "Lanes": "laneSums",
	"F32": "f32", "F64": "f64", "F16": "f16", "BF16": "bf16",
}

// Name returns the name of an emitted identifier, given the one in this module, which is exported.
func (l *Layout) Name(exported string) string {
	if !l.Alone {
		return exported
	}
	if name, ok := unexported[exported]; ok {
		return name
	}
	return strings.ToLower(exported[:1]) + exported[1:]
}

// OpName returns the name of the constant for an operation.
func (l *Layout) OpName(op string) string {
	if l.Alone {
		return "op" + op
	}
	return op
}

// WithoutAssembly returns the build constraint of files for builds that have no assembly.
func (l *Layout) WithoutAssembly() string {
	archs := l.Architectures()
	if len(archs) == 0 {
		return ""
	}
	return "purego || (!" + strings.Join(archs, " && !") + ")"
}
