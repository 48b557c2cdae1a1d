// Package race tells the race detector which memory assembly reads and writes: it does not see
// these accesses by itself. In programs built without -race the package does nothing.
package race
