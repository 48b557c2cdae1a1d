package main

import (
	"fmt"
	"regexp"
	"runtime"
	"strings"

	"github.com/klauspost/cpuid/v2"
)

// A processor is what a CPU reports about itself. In a cloud the brand may be just "AMD EPYC".
type processor struct {
	arch, vendor, brand string
	family, model       int // on arm64, model has the part number and the revision, as in MIDR_EL1
}

func detectProcessor() processor {
	c := cpuid.CPU
	p := processor{arch: runtime.GOARCH, brand: c.BrandName, family: c.Family, model: c.Model}
	if c.VendorID != cpuid.VendorUnknown {
		p.vendor = c.VendorID.String()
	}
	return p
}

// String returns the name of the CPU for a report.
func (p processor) String() string {
	if p.brand == "" {
		return p.slug()
	}
	return fmt.Sprintf("%s (%s)", strings.TrimSpace(p.brand), p.slug())
}

// slug returns a short name for a folder. It is made of the vendor and the microarchitecture. If the
// microarchitecture is unknown, the numbers by which the vendor tells CPUs apart take its place. If the vendor is
// unknown, the slug is the brand or the architecture.
func (p processor) slug() string {
	vendor := slug(p.vendor)
	if core := p.core(); core != "" {
		return vendor + "-" + core
	}
	switch {
	case vendor != "" && p.arch == "arm64" && p.model != 0:
		return fmt.Sprintf("%s-part%03x", vendor, p.part())
	case vendor != "" && p.family != 0:
		return fmt.Sprintf("%s-family%d-model%d", vendor, p.family, p.model)
	case slug(p.brand) != "":
		return slug(p.brand)
	}
	return p.arch
}

func (p processor) part() int { return p.model >> 4 & 0xfff }

// core returns the name of the microarchitecture, or "" if it is not in the tables below.
func (p processor) core() string {
	switch p.vendor {
	case "AMD":
		return find(amdCores[p.family], p.model)
	case "Intel":
		return find(intelCores[p.family], p.model)
	case "ARM":
		return armCores[p.part()]
	}
	return ""
}

// models are the models of one microarchitecture, from first to last.
type models struct {
	first, last int
	name        string
}

func find(list []models, model int) string {
	for _, m := range list {
		if m.first <= model && model <= m.last {
			return m.name
		}
	}
	return ""
}

// amdCores has the microarchitectures of each family.
var amdCores = map[int][]models{
	0x17: {
		{0x00, 0x2f, "zen"}, {0x30, 0x4f, "zen2"}, {0x50, 0x5f, "zen"}, {0x60, 0x7f, "zen2"}, {0x90, 0x91, "zen2"},
		{0xa0, 0xaf, "zen2"},
	},
	0x19: {{0x00, 0x0f, "zen3"}, {0x10, 0x1f, "zen4"}, {0x20, 0x5f, "zen3"}, {0x60, 0xaf, "zen4"}},
	0x1a: {
		{0x00, 0x4f, "zen5"}, {0x50, 0x5f, "zen6"}, {0x60, 0x7f, "zen5"}, {0x80, 0xaf, "zen6"}, {0xc0, 0xcf, "zen6"},
	},
}

// intelCores has the microarchitectures of each family, from the first one with AVX2 on.
var intelCores = map[int][]models{
	6: {
		{0x3c, 0x3c, "haswell"}, {0x3f, 0x3f, "haswell"}, {0x45, 0x46, "haswell"},
		{0x3d, 0x3d, "broadwell"}, {0x47, 0x47, "broadwell"}, {0x4f, 0x4f, "broadwell"}, {0x56, 0x56, "broadwell"},
		{0x4e, 0x4e, "skylake"}, {0x5e, 0x5e, "skylake"}, {0x55, 0x55, "skylake-server"}, // and Cascade Lake, Cooper Lake
		{0x8e, 0x8e, "kabylake"}, {0x9e, 0x9e, "kabylake"}, {0xa5, 0xa6, "cometlake"},
		{0x6a, 0x6a, "icelake-server"}, {0x6c, 0x6c, "icelake-server"}, {0x7d, 0x7e, "icelake"}, {0xa7, 0xa7, "rocketlake"},
		{0x8c, 0x8d, "tigerlake"}, {0x97, 0x97, "alderlake"}, {0x9a, 0x9a, "alderlake"},
		{0xb7, 0xb7, "raptorlake"}, {0xba, 0xba, "raptorlake"}, {0xbf, 0xbf, "raptorlake"},
		{0xaa, 0xaa, "meteorlake"}, {0xac, 0xac, "meteorlake"}, {0xc5, 0xc6, "arrowlake"}, {0xbd, 0xbd, "lunarlake"},
		{0x8f, 0x8f, "sapphirerapids"}, {0xcf, 0xcf, "emeraldrapids"}, {0xad, 0xae, "graniterapids"},
	},
}

// armCores are cores of servers, by their part numbers.
var armCores = map[int]string{
	0xd08: "cortex-a72", 0xd0c: "neoverse-n1", 0xd40: "neoverse-v1", 0xd49: "neoverse-n2", 0xd4f: "neoverse-v2",
	0xd84: "neoverse-v3", 0xd8e: "neoverse-n3",
}

// noise matches the parts of a brand that do not tell CPUs apart, and unwanted what a folder's name must not
// contain.
var (
	noise    = regexp.MustCompile(`(?i)\((r|tm|c)\)|@.*|\b(cpu|processor)\b|\b(\d+|two|four|six|eight|twelve|sixteen)-core\b`)
	unwanted = regexp.MustCompile(`[^a-z0-9]+`)
)

// slug returns text in lower-case letters and digits, with hyphens between the words.
func slug(text string) string {
	return strings.Trim(unwanted.ReplaceAllString(strings.ToLower(noise.ReplaceAllString(text, " ")), "-"), "-")
}
