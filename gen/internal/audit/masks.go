package audit

import "strings"

var masks = Check{
	Name: "masks",
	Why:  "a masked move that does not zero leaves behind what its destination held",
	Run: eachLine(func(_ *function, l *line) string {
		if strings.HasPrefix(l.op, "VMOV") && l.any(kindMask) && !strings.HasSuffix(l.op, ".Z") {
			return "does not zero what the mask leaves out"
		}
		return ""
	}),
}
