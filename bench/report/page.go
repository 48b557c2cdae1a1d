package main

import (
	"bytes"
	_ "embed"
	"html/template"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page returns the report as an HTML page that needs no other file.
func (r *results) page(charts [][]byte) ([]byte, error) {
	type table struct {
		Title string
		Heads []string
		Rows  [][]string
	}
	var tables []table
	for _, s := range sections {
		t := table{Title: s.title}
		for _, c := range s.columns() {
			t.Heads = append(t.Heads, c.head)
		}
		for _, row := range r.in(s.name) {
			t.Rows = append(t.Rows, s.cells(row))
		}
		if t.Rows != nil {
			tables = append(tables, t)
		}
	}
	var figures []template.HTML
	for _, svg := range charts {
		figures = append(figures, template.HTML(inline(svg)))
	}
	missed, all := missed(r.Rows)
	var b bytes.Buffer
	err := pageTemplate.Execute(&b, map[string]any{
		"Machine": r.Machine, "Caches": r.Machine.Caches.String(), "Absent": r.Absent, "Tables": tables,
		"Charts": figures, "Met": all - missed, "Aims": all,
	})
	return b.Bytes(), err
}

// inline returns an SVG document without the declarations that stand only at the beginning of a file.
func inline(svg []byte) []byte {
	if i := bytes.Index(svg, []byte("<svg")); i >= 0 {
		return svg[i:]
	}
	return nil
}
