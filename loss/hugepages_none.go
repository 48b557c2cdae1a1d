//go:build !linux

package loss

// adviseHugePages does something on Linux only.
func adviseHugePages[E any]([]E) {}
