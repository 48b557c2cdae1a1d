// Package clone tests what a clone of the repository contains besides code, and how it works with settings of git and go
// that are not the defaults.
package clone
