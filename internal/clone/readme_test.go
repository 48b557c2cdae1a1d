package clone

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	require.NoError(t, err)
	return string(text)
}

// blocks returns the code blocks of a document that are marked with a language.
func blocks(document, language string) []string {
	var list []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(document, -1) {
		list = append(list, m[1])
	}
	return list
}

func TestReadmeLength(t *testing.T) {
	assert.LessOrEqual(t, strings.Count(readFile(t, "README.md"), "\n"), 150)
}

// The program in the README prints what the README says. It runs in a module that uses this clone in the way that
// the documentation of package loss explains.
func TestReadmeProgram(t *testing.T) {
	readme := readFile(t, "README.md")
	dir := t.TempDir()
	clone, err := filepath.Abs(root)
	require.NoError(t, err)
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	code := blocks(readme, "go")
	require.Len(t, code, 2)
	write("main.go", code[0])
	write("port.go", "package main\n\nimport \"github.com/marginrank/marginrank/loss\"\n\n"+
		"func port(input1, input2, target, grad1, grad2 []float32) (float64, error) {\n"+code[1]+"\treturn value, err\n}\n")
	write("go.sum", readFile(t, "go.sum")) // so that go asks no server
	run := func(args ...string) string {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "PWD="+dir)
		cmd.Stderr = t.Output()
		out, err := cmd.Output()
		require.NoError(t, err, args)
		return string(out)
	}
	run("mod", "init", "try")
	doc := readFile(t, "loss/doc.go")
	replace := regexp.MustCompile(`go (mod edit -replace (\S+)=\S+)`).FindStringSubmatch(doc)
	require.NotNil(t, replace, "the documentation says how to use a clone")
	run("mod", "edit", "-replace", replace[2]+"="+clone)
	require.Contains(t, doc, "\n//\tgo mod tidy\n")
	run("mod", "tidy")
	assert.Equal(t, blocks(readme, "text")[0], run("run", "."))
	run("vet", ".")
}

// .ci/run, or a test, runs every command of the README.
func TestReadmeCommands(t *testing.T) {
	inClone(t)
	elsewhere := map[string]string{
		"go run ./bench/report":                   "it takes minutes of an idle machine; .ci/run measures sections",
		"go get github.com/marginrank/marginrank": "TestReadmeProgram gets the clone instead",
		"go mod edit -replace github.com/marginrank/marginrank=/path/to/clone && go mod tidy": "TestReadmeProgram does",
	}
	ci := readFile(t, ".ci/run")
	readme := readFile(t, "README.md")
	text := strings.Join(blocks(readme, "sh"), "") + strings.Join(regexp.MustCompile("`go [^`]*`").FindAllString(readme, -1), "\n")
	commands := regexp.MustCompile("(?m)^`?(go [^`\n]*)").FindAllStringSubmatch(text, -1)
	require.Greater(t, len(commands), 5)
	for _, m := range commands {
		if elsewhere[m[1]] == "" {
			assert.True(t, regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(m[1])+`( -quick)?$`).MatchString(ci), "not in .ci/run: %s", m[1])
		}
	}
}
