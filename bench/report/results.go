package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// results holds all that was measured.
type results struct {
	Machine machine  `json:"machine"`
	Absent  []string `json:"absent"` // peers that the machine lacks, with the reason
	Rows    []row    `json:"rows"`
	Points  []point  `json:"points"`

	ListPoints []listPoint `json:"listPoints"`
}

// write writes the files of the report to dir.
func (r *results) write(dir string) error {
	samples, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	files := map[string][]byte{tableFile: []byte(r.markdown()), summaryFile: []byte(r.summary()), samplesFile: samples}
	var charts [][]byte
	for _, chart := range []struct {
		name string
		figure
	}{{chartFile, r.chart()}, {listsFile, r.listChart()}} {
		svg, png, err := chart.render()
		if err != nil {
			return err
		}
		if svg != nil {
			files[chart.name+".svg"], files[chart.name+".png"] = svg, png
			charts = append(charts, svg)
		}
	}
	if files[pageFile], err = r.page(charts); err != nil {
		return err
	}
	for name, content := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, name), content, 0o644))
	}
	return err
}

// in returns the rows of a section.
func (r *results) in(section string) []row {
	var list []row
	for _, row := range r.Rows {
		if row.Section == section {
			list = append(list, row)
		}
	}
	return list
}

// missed returns the number of rows that miss their aim, and the number of rows that have an aim.
func missed(rows []row) (missed, all int) {
	for _, row := range rows {
		if row.Aim == 0 {
			continue
		}
		all++
		if !row.met() {
			missed++
		}
	}
	return missed, all
}

// verdict says how many aims of the rows are met. It returns "" if no row has an aim.
func verdict(rows []row) string {
	missed, all := missed(rows)
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d aims met", all-missed, all)
}
