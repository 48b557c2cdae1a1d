// Package api keeps the exported API of packages loss and metric as Go source, in testdata. A test compares it with the
// packages. Packages asm and generated promise nothing.
package api
