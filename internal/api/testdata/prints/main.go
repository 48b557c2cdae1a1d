// Command prints is what programs are measured against: it uses package fmt, and nothing of this module.
package main

import "fmt"

func main() { fmt.Println() }
