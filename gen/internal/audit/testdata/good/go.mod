module github.com/marginrank/marginrank

go 1.26.0
