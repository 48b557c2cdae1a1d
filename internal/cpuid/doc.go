// Package cpuid chooses the tier of kernels: the best one that this CPU, this build and the user allow.
package cpuid
