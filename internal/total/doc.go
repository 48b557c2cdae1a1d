// Package total adds up losses of any number of calls exactly, so that calls, batches and machines in any order give the same
// bits. It knows no element type.
package total
