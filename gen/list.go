package main

import "io"

func printCatalogue(w io.Writer) {}
