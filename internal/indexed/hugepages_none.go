//go:build !linux

package indexed

// adviseHugePages does something on Linux only.
func adviseHugePages[E any]([]E) {}
