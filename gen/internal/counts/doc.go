// Package counts writes the loops that count the pairs of short lists: of one list, or of many of the shortest ones.
package counts
