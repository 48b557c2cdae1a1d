// Package spans runs a batch of any number of pairs in spans of 16,384 pairs, on as many goroutines as the caller allows. Large
// outputs are stored past the caches.
package spans
