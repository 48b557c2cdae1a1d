// Package roofline runs loops that move the bytes of a workload and compute nothing: the limit that memory and caches set.
package roofline
