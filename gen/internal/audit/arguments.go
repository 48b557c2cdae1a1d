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
				f.checkArguments(d.params, found)
			}
		})(p)
	},
}

func (f *function) checkArguments(params []*param, found *findings) {
	last := params[len(params)-1]
	if want := last.offset + last.size; f.args != want {
		found.function(f, "%d bytes of arguments, declared are %d", f.args, want)
	}
	var names []string
	for _, p := range params {
		names = append(names, p.name)
	}
	if want := fmt.Sprintf("// func %s(%s)", f.name, strings.Join(names, ", ")); f.comment != want {
		found.function(f, "the comment above is not %q", want)
	}
	reads := map[string]int{}
	for _, l := range f.lines {
		for _, o := range l.operands {
			if o.kind != kindArg {
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
	for _, p := range params {
		if n := reads[p.place()]; n != 1 {
			found.function(f, "reads %s %d times", p.place(), n)
		}
	}
}

// argumentBytes says how much the instructions that read arguments read.
var argumentBytes = map[string]int{
	"MOVQ": 8, "VBROADCASTSS": 4, "VBROADCASTSD": 8, // amd64
	"MOVD": 8, "FMOVS": 4, "FMOVD": 8, // arm64
}
