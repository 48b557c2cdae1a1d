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

// isSSE reports whether an instruction with vector registers is not encoded with VEX or EVEX. The mnemonics of
// instructions that are begin with V.
func (l *line) isSSE(arch string) bool {
	return arch == "amd64" && l.any(kindVec) && !strings.HasPrefix(l.op, "V")
}
