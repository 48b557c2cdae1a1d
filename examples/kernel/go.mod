module github.com/marginrank/marginrank/examples/kernel

go 1.26.0

require (
	github.com/marginrank/marginrank v0.0.0
	golang.org/x/sys v0.49.0
)

require (
	github.com/dave/jennifer v1.7.1 // indirect
	golang.org/x/arch v0.32.0 // indirect
	golang.org/x/mod v0.42.0 // indirect
)

replace github.com/marginrank/marginrank => ../..

tool github.com/marginrank/marginrank/gen/audit
