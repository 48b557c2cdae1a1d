// Package roofline writes loops that move the bytes of a kernel and compute nothing: the limit that memory sets.
package roofline
