// Package audit reads the emitted kernels as text, and finds mistakes that running them may not show: an instruction that the tier lacks
// works on the machine of the tests, and a byte that is loaded twice changes no result. The package knows nothing of the generator, and no
// formula: it reads what a kernel has to do from the portable Go kernel of the same name. That kernel, the choice between kernels, and
// the tiers may be in one package with the assembly, or in several.
package audit
