package audit

import "slices"

var data = Check{
	Name: "data",
	Why:  "code in numbers has no check but the decoder, which is for arm64",
	Run: eachLine(func(f *function, l *line) string {
		if l.isData() && (f.arch != "arm64" || l.op != "WORD") {
			return "code in numbers"
		}
		return ""
	}),
}

func (l *line) isData() bool {
	return slices.Contains([]string{"BYTE", "WORD", "LONG", "QUAD", "DWORD"}, l.op)
}
