package clone

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// link matches a link or an image in Markdown. Its first group is the target, without the part after #.
var link = regexp.MustCompile(`\]\(([^)#\s]*)[^)]*\)`)

// Every link from a document of the clone to a file of the clone leads to an existing file.
func TestLinks(t *testing.T) {
	count := 0
	for _, name := range strings.Fields(git(t, "ls-files", "*.md")) {
		text, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		for _, found := range link.FindAllStringSubmatch(string(text), -1) {
			to := found[1]
			if to == "" || strings.Contains(to, ":") {
				continue // a heading of the same document, or a web page
			}
			count++
			_, err := os.Stat(filepath.Join(root, filepath.Dir(name), filepath.FromSlash(to)))
			assert.NoError(t, err, "%s: %s", name, found[0])
		}
	}
	assert.Greater(t, count, 10)
}
