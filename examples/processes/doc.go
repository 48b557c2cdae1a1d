// Command processes trains a linear ranker on several processes, which may run on several machines. Each process has a part of
// the queries. The weights have the same bits for any number of processes.
//
//	go run ./examples/processes -processes 3
//
// starts all processes on this machine. docs/processes.md explains how the program works, and how the same program runs as a
// Kubernetes Job, with one process per pod:
//
//	processes -index 0 -of 3 -address :7070
//	processes -index 1 -of 3 -address first-host:7070
//	processes -index 2 -of 3 -address first-host:7070
package main
