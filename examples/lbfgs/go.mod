// A module of its own: gonum is no business of who imports package loss.
module github.com/marginrank/marginrank/examples/lbfgs

go 1.26.0

require (
	github.com/marginrank/marginrank v0.0.0
	github.com/stretchr/testify v1.12.1
	gonum.org/v1/gonum v0.17.0
)

require (
	github.com/x448/float16 v0.8.4 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/exp v0.0.0-20261014143641-f0251eb4aa3e // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
)

replace github.com/marginrank/marginrank => ../..
