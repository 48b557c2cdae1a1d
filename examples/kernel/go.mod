module example.com/kernel

go 1.26.0

require (
	github.com/marginrank/marginrank v0.0.0
	golang.org/x/sys v0.49.0
)

require github.com/dave/jennifer v1.7.1 // indirect

replace github.com/marginrank/marginrank => ../..
