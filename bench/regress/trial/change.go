package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A change is what head has and base has not.
type change struct {
	kind, name string
	pass       string // whose benchmarks take longer, if any
	files      map[string]edit
}

// An edit makes a file's new text of its old one, which is empty if there is no file.
type edit func(old string) (string, error)

// The kinds of changes.
const (
	planted = "10 % slower"
	moved   = "code moved"
	rebuilt = "the same code"
)

// changes are those of a turn: in each, another method takes longer, and the code moves by another distance.
func changes(turn int) []change {
	slow := []struct{ method, pass, grads string }{
		{"Forward", "forward", "p"},
		{"Backward", "backward", "g, p, upstream"},
		{"ForwardBackward", "forwardbackward", "g, p, upstream"},
	}[turn%3]
	return []change{
		{planted, planted + ", " + slow.method, slow.pass, map[string]edit{"loss/marginranking.go": slower(slow.method, slow.grads)}},
		{moved, fmt.Sprintf("%s, %d", moved, turn+1), "", map[string]edit{"asm/moved.go": moveBy(turn + 1), "loss/doc.go": use}},
		{rebuilt, rebuilt, "", map[string]edit{"LICENSE": func(old string) (string, error) { return old + "\n", nil }}},
	}
}

// slower makes every eleventh call of a method happen twice: 9 %, and some for the counting, at every size, on every machine.
func slower(method, arguments string) edit {
	return func(old string) (string, error) {
		before, after, ok := strings.Cut(old, "MarginRanking[T]) "+method+"(")
		head, body, ok2 := strings.Cut(after, "{\n")
		if !ok || !ok2 {
			return "", errors.New("no method " + method)
		}
		// The inner call counts, too: of twelve, eleven are the caller's.
		return before + "MarginRanking[T]) " + method + "(" + head + "{\n" +
			"\tif calls++; calls%12 == 0 {\n\t\tc." + method + "(" + arguments + ")\n\t}\n" + body +
			"\nvar calls uint\n", nil
	}
}

// moveBy adds a function to the package of the kernels, longer with each turn, so that what follows it is elsewhere.
func moveBy(turn int) edit {
	return func(string) (string, error) {
		return "package asm\n\n// Moved does nothing of use.\nfunc Moved(x uint) uint {\n" +
			strings.Repeat("\tx ^= x * 12345\n", 13*turn) + "\treturn x\n}\n", nil
	}
}

// use keeps the linker from leaving that function out.
func use(old string) (string, error) {
	return old + "\nimport \"github.com/marginrank/marginrank/asm\"\n\nfunc init() { moved = asm.Moved(moved) }\n\nvar moved uint\n", nil
}

// A clone is a repository to commit changes in.
type clone struct{ dir string }

// Its two tags.
const base, changed = "trial-base", "trial-head"

// newClone clones the repository that the current directory is in.
func newClone(ctx context.Context, dir string) (*clone, error) {
	c := &clone{dir}
	return c, errors.Join(command(ctx, ".", "git", "clone", "-q", "--shared", "--", root(), dir), c.git(ctx, "tag", base))
}

// root is the directory above bench, or the current one.
func root() string {
	for _, dir := range []string{".", "..", "../..", "../../.."} {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
	}
	return "."
}

// commit commits a change of base.
func (c *clone) commit(ctx context.Context, ch change) error {
	if err := c.git(ctx, "reset", "-q", "--hard", base); err != nil {
		return err
	}
	for name, edit := range ch.files {
		path := filepath.Join(c.dir, filepath.FromSlash(name))
		old, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		text, err := edit(string(old))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return errors.Join(c.git(ctx, "add", "-A"),
		c.git(ctx, "-c", "user.name=trial", "-c", "user.email=trial@example.com", "commit", "-q", "-m", ch.name),
		c.git(ctx, "tag", "-f", changed))
}

func (c *clone) git(ctx context.Context, args ...string) error {
	return command(ctx, c.dir, append([]string{"git"}, args...)...)
}
