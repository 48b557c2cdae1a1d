// Package plain computes the loss as a Go programmer would write it by hand, on float32 pairs: a peer of package loss.
package plain
