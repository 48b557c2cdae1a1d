package cpuid

import (
	"strconv"
	"strings"
	"syscall"
)

// systemCaches is the folder in which Linux describes the caches of a core.
const systemCaches = "/sys/devices/system/cpu/cpu0/cache"

// systemSize returns the size in bytes of the largest data cache of the first three levels that a folder like
// systemCaches describes, or 0 if it describes none.
func systemSize(folder string) (largest int) {
	for i := 0; ; i++ {
		index := folder + "/index" + strconv.Itoa(i)
		level, err := strconv.Atoi(content(index + "/level"))
		if err != nil {
			return largest
		}
		kilobytes, hasUnit := strings.CutSuffix(content(index+"/size"), "K")
		size, err := strconv.ParseInt(kilobytes, 10, 64)
		if err == nil && hasUnit && level <= 3 && content(index+"/type") != "Instruction" {
			largest = max(largest, int(min(size, most>>10)<<10))
		}
	}
}

// content returns the content of a file of one short line, or "" if the file cannot be read. It does not call
// os.ReadFile, which would add 0.1 MB to every program.
func content(name string) string {
	file, err := syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return ""
	}
	defer syscall.Close(file)
	line := make([]byte, 100)
	n, err := syscall.Read(file, line)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(line[:n]))
}
