package audit

import "strings"

var sse = Check{
	Name: "sse",
	Why:  "legacy SSE between VEX instructions costs hundreds of cycles",
	Run: eachLine(func(f *function, l *line) string {
		if l.isSSE(f.arch) {
			return "legacy SSE"
		}
		return ""
	}),
}

// isSSE reports whether an instruction has vector registers without VEX or EVEX:
// their mnemonics begin with V.
func (l *line) isSSE(arch string) bool {
	return arch == "amd64" && l.any(kindVec) && !strings.HasPrefix(l.op, "V")
}
