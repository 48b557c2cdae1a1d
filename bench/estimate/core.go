package main

import "strings"

// clocks has, for each core, a machine with that core and its clock in GHz.
var clocks = map[string]struct {
	machine string
	ghz     float64
}{
	"neoverse-n1": {"AWS Graviton2", 2.5},
	"neoverse-v1": {"AWS Graviton3", 2.6},
	"neoverse-n2": {"Alibaba Yitian 710", 2.75},
	"neoverse-v2": {"AWS Graviton4", 2.8},
	"apple-m1":    {"Apple M1", 3.2},
}

// models names the cores that LLVM models, by the first letters of their resources. LLVM knows the names of more
// cores, and uses one of these models for each.
var models = map[string]string{
	"N1": "Neoverse N1", "N2": "Neoverse N2", "V1": "Neoverse V1", "V2": "Neoverse V2",
	"A55": "Cortex-A55", "A57": "Cortex-A57", "A510": "Cortex-A510",
	"Cy": "Apple A7 (Cyclone), of 2013",
}

// modelOf returns the name of the model that has these resources.
func modelOf(resources []string) string {
	if len(resources) == 0 {
		return "unknown"
	}
	prefix, _, _ := strings.Cut(resources[0], "Unit")
	if name, ok := models[prefix]; ok {
		return name
	}
	return "unknown (" + resources[0] + ")"
}

// unitName returns the name of a resource without the name of the core and the number of the copy.
func unitName(resource string) string {
	if _, unit, ok := strings.Cut(resource, "Unit"); ok {
		resource = unit
	}
	unit, _, _ := strings.Cut(resource, ".")
	return unit
}
