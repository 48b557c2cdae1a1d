package audit

import (
	"fmt"
	"slices"
	"strings"
)

var arguments = Check{
	Name: "arguments",
	Why:  "where text and declaration disagree, a kernel reads its neighbour's argument",
	Run: func(p *Program) []Finding {
		return eachFunction(func(f *function, found *findings) {
			if d := p.declared[f.name]; d != nil {
				f.checkArguments(d.params, d.results, found)
			}
		})(p)
	},
}

func (f *function) checkArguments(params, results []*param, found *findings) {
	last := slices.Concat(params, results)[len(params)+len(results)-1]
	if want := last.offset + last.size; f.args != want {
		found.function(f, "%d bytes of arguments, declared are %d", f.args, want)
	}
	var names []string
	for _, p := range params {
		names = append(names, p.name)
	}
	want := fmt.Sprintf("// func %s(%s)", f.name, strings.Join(names, ", "))
	if names = nil; len(results) > 0 {
		for _, r := range results {
			names = append(names, r.name)
		}
		want += " (" + strings.Join(names, ", ") + ")"
	}
	if f.comment != want {
		found.function(f, "the comment above is not %q", want)
	}
	reads, writes := map[string]int{}, map[string]int{}
	for _, l := range f.lines {
		for j, o := range l.operands {
			if o.kind != kindArg {
				continue
			}
			if j > 0 {
				writes[o.text]++
				for _, r := range results {
					if bytes := resultBytes[l.op]; r.place() == o.text && bytes != r.size {
						found.line(f, l, "writes %d bytes of a result of %d", bytes, r.size)
					}
				}
				continue
			}
			reads[o.text]++
			i := slices.IndexFunc(params, func(p *param) bool { return p.place() == o.text })
			switch {
			case i < 0:
				found.line(f, l, "no parameter is at %s", o.text)
			case params[i].size != argumentBytes[l.op]:
				found.line(f, l, "reads %d bytes of %d", argumentBytes[l.op], params[i].size)
			}
		}
	}
	// What a kernel has no register for it reads when it is needed.
	often := func(p *param) bool {
		weighted := slices.ContainsFunc(params, func(p *param) bool { return p.name == columns[0] })
		return weighted && (slices.Contains(columns, p.name) || slices.Contains(scalars, p.name))
	}
	for _, p := range params {
		if n := reads[p.place()]; n != 1 && !(n > 1 && often(p)) {
			found.function(f, "reads %s %d times", p.place(), n)
		}
	}
	for _, r := range results {
		if n := writes[r.place()]; n != 1 {
			found.function(f, "writes %s %d times", r.place(), n)
		}
		delete(writes, r.place())
	}
	for place := range writes {
		found.function(f, "writes %s, which is no result", place)
	}
}

// resultBytes says how much the instructions that write results write.
var resultBytes = map[string]int{"VMOVSD": 8, "FMOVD": 8, "VMOVSS": 4, "FMOVS": 4}

// argumentBytes says how much the instructions that read arguments read.
var argumentBytes = map[string]int{
	"MOVQ": 8, "VBROADCASTSS": 4, "VBROADCASTSD": 8, // amd64
	"MOVD": 8, "FMOVS": 4, "FMOVD": 8, // arm64
}
