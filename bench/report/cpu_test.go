package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The name of a CPU's folder is the same in every cloud, is different for each microarchitecture, and is never
// empty.
func TestProcessor(t *testing.T) {
	for _, test := range []struct {
		processor
		want string
	}{
		{processor{"amd64", "AMD", "AMD EPYC", 26, 2}, "amd-zen5"},
		{processor{"amd64", "AMD", "AMD Ryzen 9 9950X 16-Core Processor            ", 26, 68}, "amd-zen5"},
		{processor{"386", "AMD", "AMD EPYC", 25, 17}, "amd-zen4"},
		{processor{"amd64", "AMD", "AMD EPYC", 25, 1}, "amd-zen3"},
		{processor{"amd64", "AMD", "AMD EPYC 7B13", 25, 1}, "amd-zen3"},
		{processor{"amd64", "AMD", "AMD EPYC 7R32", 23, 49}, "amd-zen2"},
		{processor{"amd64", "AMD", "AMD of the future", 27, 3}, "amd-family27-model3"},
		{processor{"amd64", "Intel", "Intel(R) Xeon(R) CPU @ 2.20GHz", 6, 85}, "intel-skylake-server"},
		{processor{"amd64", "Intel", "Intel(R) Xeon(R) Platinum 8488C", 6, 143}, "intel-sapphirerapids"},
		{processor{"amd64", "Intel", "INTEL(R) XEON(R) of the future", 19, 1}, "intel-family19-model1"},
		{processor{"arm64", "ARM", "", 0x3f, 0xd0c1}, "arm-neoverse-n1"},
		{processor{"arm64", "ARM", "", 0x0f, 0xd4f1}, "arm-neoverse-v2"},
		{processor{"arm64", "ARM", "", 0x0f, 0xd0b1}, "arm-partd0b"},
		{processor{"arm64", "Ampere", "", 0x3f, 0xac30}, "ampere-partac3"},
		{processor{"arm64", "", "Apple M1", 458787763, 0}, "apple-m1"},
		{processor{"arm64", "", "Apple M4 Pro", 1, 0}, "apple-m4-pro"},
		{processor{"amd64", "", "Some(R) CPU X-1 8-Core Processor @ 3.00GHz", 0, 0}, "some-x-1"},
		{processor{"riscv64", "", "", 0, 0}, "riscv64"},
		{processor{"wasm", "", " @ ", 0, 0}, "wasm"},
	} {
		assert.Equal(t, test.want, test.slug(), test.brand)
	}
	assert.Equal(t, "AMD EPYC (amd-zen5)", processor{"amd64", "AMD", "AMD EPYC ", 26, 2}.String())
	assert.Equal(t, "arm-neoverse-n1", processor{"arm64", "ARM", "", 0x3f, 0xd0c1}.String())
	assert.Regexp(t, "^[a-z0-9]+(-[a-z0-9]+)*$", detectProcessor().slug())
}
