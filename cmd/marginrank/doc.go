// Command marginrank prints what a bug report needs: versions, the CPU, the tier in use, and a digest of the results of many
// calls. The digest is the same on every machine, so two people can compare their machines by one line.
//
//	go run github.com/marginrank/marginrank/cmd/marginrank@latest
//	go run -buildvcs=true ./cmd/marginrank                           in a clone; it names the revision, too
//
// The command exits with status 1 if the digest is not the expected one.
package main
