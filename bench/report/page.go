package main

import (
	"bytes"
	_ "embed"
	"html/template"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page is the report as HTML that needs no other file.
func (r *results) page(svg []byte) ([]byte, error) {
	type table struct {
		Title string
		Rows  [][]string
	}
	var tables []table
	for _, s := range sections {
		t := table{Title: s.title}
		for _, row := range r.in(s.name) {
			t.Rows = append(t.Rows, row.cells())
		}
		if t.Rows != nil {
			tables = append(tables, t)
		}
	}
	missed, all := r.missed()
	var b bytes.Buffer
	err := pageTemplate.Execute(&b, map[string]any{
		"Machine": r.Machine, "Caches": r.Machine.Caches.String(), "Columns": columns, "Tables": tables,
		"Chart": template.HTML(inline(svg)), "Met": all - missed, "Aims": all,
	})
	return b.Bytes(), err
}

// inline is an SVG document without what must stand at the beginning of a file.
func inline(svg []byte) []byte {
	if i := bytes.Index(svg, []byte("<svg")); i >= 0 {
		return svg[i:]
	}
	return nil
}
