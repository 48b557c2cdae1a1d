package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// checkLists checks the rows and points of all experiments for lists.
func checkLists(t *testing.T, r *results) {
	rivals := map[string]int{} // the number of rows with each rival
	for _, row := range r.in("lists") {
		rivals[row.Against]++
		require.Len(t, row.Samples, 2, row.What)
		assert.Contains(t, row.Samples, row.Against)
		switch row.Against {
		case listSort:
			assert.Equal(t, 1<<20, row.N)
			assert.Equal(t, 2.0, row.Aim)
		case slowPeer{}.Name():
			assert.Equal(t, 200*15, row.N)
			assert.Equal(t, 20.0, row.Aim)
			assert.True(t, row.met(), row.What)
		}
	}
	assert.Equal(t, len(tiers()), rivals[listSort])
	assert.Equal(t, 4*len(tiers()), rivals[listLoop])
	assert.Equal(t, len(assemblyTiers()), rivals[slowPeer{}.Name()])
	for _, tier := range tiers() {
		assert.Equal(t, 4, rivals["explicit pairs "+tier.String()])
	}

	sizes := map[string][]int{} // the sizes of the points of each variant
	for _, p := range r.ListPoints {
		assert.Positive(t, p.NsPerItem, p.Variant)
		sizes[p.Variant] = append(sizes[p.Variant], p.N)
	}
	all := tiny().listSizes
	assert.Equal(t, all, sizes[listSort])
	assert.Equal(t, []int{16}, sizes[listLoop], "n² of them take too long")
	assert.Equal(t, []int{16}, sizes["explicit pairs "+bestTier().String()])
	for _, tier := range tiers() {
		assert.Equal(t, all, sizes["lists "+tier.String()])
	}
	assert.Equal(t, []int{16}, sizes[lambdaLoop])
	for _, by := range weighings {
		assert.Equal(t, all, sizes[by.name+" "+bestTier().String()])
	}
	assert.Len(t, sizes, 6+len(tiers()))
}

// The chart of lists has a line and a name for every variant, with the sort first. Without points there is no
// chart.
func TestListChart(t *testing.T) {
	r := sample()
	f := r.listChart()
	assert.Equal(t, []string{listSort, "lists avx2", listLoop}, f.variants)
	require.Len(t, f.panels, 1)
	assert.Len(t, f.panels[0].curves[listSort], 17)
	assert.Len(t, f.panels[0].curves[listLoop], 10)
	assert.Equal(t, 1024.0, f.panels[0].curves[listLoop][6].Y)
	svg, png, err := f.render()
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(png), "\x89PNG"))
	for _, text := range append(strings.Split(listTitle, "\n"), label(listSort), label("lists avx2"), label(listLoop), ">16<", ">1Ki<", ">1Mi<", ">1000<", ">5000<") {
		assert.Contains(t, texts(t, svg), text)
	}
	assert.NotContains(t, texts(t, svg), ">L1 is full<", "caches are marked where bytes are the cost")

	r.ListPoints = nil
	svg, png, err = r.listChart().render()
	assert.NoError(t, err)
	assert.Nil(t, svg)
	assert.Nil(t, png)
}

// texts returns the texts of a drawing, each between > and <.
func texts(t *testing.T, svg []byte) string {
	var b strings.Builder
	for d := xml.NewDecoder(strings.NewReader(string(svg))); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		require.NoError(t, err)
		if text, ok := token.(xml.CharData); ok {
			b.WriteString(">" + strings.TrimSpace(string(text)) + "<")
		}
	}
}
