package cpuid

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A recording is what CPUID returned on some CPU.
type recording struct {
	basic, extended registers   // leaf 0 and 0x80000000
	features        registers   // leaf 0x80000001
	intel, amd      []registers // subleaves of intelCaches and amdCaches
}

func (r *recording) ask(leaf, subleaf uint32) registers {
	of := func(list []registers) registers {
		if int(subleaf) < len(list) {
			return list[subleaf]
		}
		return registers{}
	}
	switch leaf {
	case 0:
		return r.basic
	case 0x80000000:
		return r.extended
	case 0x80000001:
		return r.features
	case intelCaches:
		return of(r.intel)
	case amdCaches:
		return of(r.amd)
	}
	panic(leaf)
}

// The registers are those that InstLatx64 (github.com/InstLatx64/InstLatx64) recorded, except for the virtual
// machine.
func TestLeafSize(t *testing.T) {
	intel := registers{0x80000008}
	for name, c := range map[string]struct {
		r    recording
		size int
	}{
		"Skylake Xeon": {recording{basic: registers{0x16}, extended: intel, features: registers{0, 0, 0x121, 0x2c100000},
			intel: []registers{{0x7c004121, 0x01c0003f, 0x3f}, {0x7c004122, 0x01c0003f, 0x3f}, {0x7c004143, 0x03c0003f, 0x3ff}, {0x7c0fc163, 0x0280003f, 0xbfff, 4}}}, 33 << 20},
		"Ice Lake": {recording{basic: registers{0x1b}, extended: intel, features: registers{0, 0, 0x121, 0x2c100000},
			intel: []registers{{0x1c004121, 0x02c0003f, 0x3f}, {0x1c004122, 0x01c0003f, 0x3f}, {0x1c004143, 0x01c0003f, 0x3ff}, {0x1c03c163, 0x03c0003f, 0x1fff, 6}}}, 8 << 20},
		"Sapphire Rapids": {recording{basic: registers{0x20}, extended: intel, features: registers{0, 0, 0x121, 0x2c100000},
			intel: []registers{{0xfc004121, 0x02c0003f, 0x3f}, {0xfc004122, 0x01c0003f, 0x3f}, {0xfc004143, 0x03c0003f, 0x7ff}, {0xfc1fc163, 0x0380003f, 0x9fff, 4}}}, 38400 << 10},
		"Broadwell-H, with 128 MiB of a fourth level": {recording{basic: registers{0x14}, extended: intel, features: registers{0, 0, 0x121, 0x2c100000},
			intel: []registers{{0x1c004121, 0x01c0003f, 0x3f}, {0x1c004122, 0x01c0003f, 0x3f}, {0x1c004143, 0x01c0003f, 0x1ff}, {0x1c03c163, 0x02c0003f, 0x1fff, 6},
				{0x1c03c183, 0x03c0f03f, 0x1fff, 4}}}, 6 << 20},
		"Zhaoxin KX-6000": {recording{basic: registers{0xd}, extended: intel, features: registers{0, 0, 0x121, 0x2c100800},
			intel: []registers{{0x0c000121, 0x01c0003f, 0x3f}, {0x0c000122, 0x01c0003f, 0x3f}, {0x0c00c143, 0x03c0003f, 0xfff, 2}}}, 4 << 20},
		"Zen 3, EPYC Milan": {recording{basic: registers{0x10}, extended: registers{0x80000023}, features: registers{0x00a00f11, 0x40000000, 0x75c237ff, 0x2fd3fbff},
			amd: []registers{{0x121, 0x01c0003f, 0x3f}, {0x122, 0x01c0003f, 0x3f}, {0x143, 0x01c0003f, 0x3ff, 2}, {0x1c163, 0x03c0003f, 0x7fff, 1}}}, 32 << 20},
		"Zen 3, Ryzen with 96 MiB": {recording{basic: registers{0x10}, extended: registers{0x80000023}, features: registers{0x00a20f12, 0x20000000, 0x75c237ff, 0x2fd3fbff},
			amd: []registers{{0x4121, 0x01c0003f, 0x3f}, {0x4122, 0x01c0003f, 0x3f}, {0x4143, 0x01c0003f, 0x3ff, 2}, {0x3c163, 0x03c0003f, 0x17fff, 1}}}, 96 << 20},
		"Zen 5, Ryzen with 96 MiB": {recording{basic: registers{0x10}, extended: registers{0x80000028}, features: registers{0x00b40f40, 0, 0x75c237ff, 0x2fd3fbff},
			amd: []registers{{0x4121, 0x02c0003f, 0x3f}, {0x4122, 0x01c0003f, 0x3f}, {0x4143, 0x03c0003f, 0x3ff, 2}, {0x3c163, 0x03c0003f, 0x17fff, 1}}}, 96 << 20},
		"Zen 5, EPYC, a virtual machine": {recording{basic: registers{0x1c}, extended: registers{0x80000021}, features: registers{0x00b00f21, 0x40000000, 0x004003f3, 0x2fd3fbff},
			amd: []registers{{0x121, 0x02c0003f, 0x3f}, {0x122, 0x01c0003f, 0x3f}, {0x143, 0x03c0003f, 0x3ff, 2}, {0x4163, 0x03c0003f, 0x7fff, 1}}}, 32 << 20},
		"Hygon": {recording{basic: registers{0xd}, extended: registers{0x8000001f}, features: registers{0x00900f11, 0x60000000, 0x35c233ff, 0x2fd3fbff},
			amd: []registers{{0x4121, 0x01c0003f, 0x3f}, {0x4122, 0x00c0003f, 0xff}, {0x4143, 0x01c0003f, 0x3ff, 2}, {0x1c163, 0x03c0003f, 0x1fff, 1}}}, 8 << 20},
		"none, with partitions":          {recording{basic: registers{0x16}, extended: intel, intel: []registers{{0x143, 0x03c0103f, 0x3ff}}}, 2 << 20},
		"K10, which does not tell":       {recording{basic: registers{5}, extended: registers{0x8000001b}, features: registers{0x00100f42, 0x10001a86, 0x37ff, 0xefd3fbff}}, 0},
		"Pentium 4, which does not tell": {recording{basic: registers{2}, extended: registers{0x80000004}}, 0},
	} {
		assert.Equal(t, c.size, leafSize(c.r.ask), name)
	}
}

// Even if a hypervisor returns nonsense, leafSize ends and does not overflow.
func TestLeafSizeOfAnything(t *testing.T) {
	asked := 0
	assert.Equal(t, math.MaxInt32, leafSize(func(leaf, subleaf uint32) registers {
		asked++
		if leaf == intelCaches || leaf == amdCaches {
			return registers{0x61, math.MaxUint32, math.MaxUint32, math.MaxUint32} // the third level, again and again
		}
		return registers{math.MaxUint32, math.MaxUint32, math.MaxUint32, math.MaxUint32}
	}))
	assert.Less(t, asked, 50)
	assert.Zero(t, leafSize(func(uint32, uint32) registers { return registers{} }))
}
