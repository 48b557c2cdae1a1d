package audit

import (
	"regexp"
	"strings"
)

var fused = Check{
	Name: "fused",
	Why:  "a fused product is rounded once instead of twice: other bits than everywhere else",
	Run: eachLine(func(_ *function, l *line) string {
		if l.isFused() {
			return "a product fused with a sum"
		}
		return ""
	}),
}

// fusedForm matches fused instructions of amd64 (VFMADD231PS, V4FMADDPS, VDPBF16PS), of arm64 in Go's syntax
// (VFMLA, FNMSUBD), and of arm64 in words (fmla, bfdot, frecps).
var fusedForm = regexp.MustCompile(`^(?:V4?FN?M|VFC?MADD|VFCMUL|VDPBF|FN?M(?:ADD|SUB|LA|LS)|FC?MLA|FMMLA|BF(?:M|DOT)|FRECPS|FRSQRTS)`)

func (l *line) isFused() bool {
	op, _, _ := strings.Cut(strings.ToUpper(l.word), " ")
	return fusedForm.MatchString(l.op) || fusedForm.MatchString(op)
}
