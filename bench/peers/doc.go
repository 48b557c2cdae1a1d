// Package peers holds the sources of the programs that package loss is compared with. README.md says what each of them is.
package peers
