//go:build !linux

package indexed

// adviseHugePages does nothing: it has an effect on Linux only.
func adviseHugePages[E any]([]E) {}
