// Package workload makes the calls of package loss that are measured, and their arrays.
package workload
