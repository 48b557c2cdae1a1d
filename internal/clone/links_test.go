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

// link is a link or an image of Markdown; its first group is where it leads to, without what is behind a #.
var link = regexp.MustCompile(`\]\(([^)#\s]*)[^)]*\)`)

// Whatever a document of the clone links to in the clone is there.
func TestLinks(t *testing.T) {
	count := 0
	for _, name := range strings.Fields(git(t, "ls-files", "*.md")) {
		text, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		for _, found := range link.FindAllStringSubmatch(string(text), -1) {
			to := found[1]
			if to == "" || strings.Contains(to, ":") {
				continue // a heading of the same document, or another site
			}
			count++
			_, err := os.Stat(filepath.Join(root, filepath.Dir(name), filepath.FromSlash(to)))
			assert.NoError(t, err, "%s: %s", name, found[0])
		}
	}
	assert.Greater(t, count, 10)
}
