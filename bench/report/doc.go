// Command report measures package loss in turns with memory, plain Go and other programs, and says which of the project's aims
// are met.
//
//	go run ./bench/report                     # from the root: every section, about four minutes
//	go run ./bench/report -quick              # for a first look, a minute or two
//	go run ./bench/report -filter '^small$'
//
// It prints a table in Markdown. It also writes the table, a summary, a page, charts, and the samples as JSON into a directory. A whole
// report goes to the CPU's folder in docs/report. With -quick, -filter or -sizes, the directory is a temporary one.
package main
