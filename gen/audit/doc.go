// Command audit reads the emitted kernels of a package as text, and finds mistakes that running them may not show:
//
//	go run github.com/marginrank/marginrank/gen/audit FOLDER
//
// It audits all kernels in FOLDER and below it, together with the Go around them. Without FOLDER, it audits the current
// folder. Each finding is a line with a file, a line number and the name of the check. The exit status is 1 if there are
// findings, and 2 if there is nothing that could be read.
package main
