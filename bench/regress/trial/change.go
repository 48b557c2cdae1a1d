package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A change is the difference between base and head.
type change struct {
	kind, name string
	pass       string // the pass whose benchmarks become slower, or empty if none does
	files      map[string]edit
}

// An edit returns the new text of a file, given its old text. The old text is empty if there is no file yet.
type edit func(old string) (string, error)

// These are the kinds of changes.
const (
	planted = "10 % slower"
	moved   = "code moved"
	rebuilt = "the same code"
)

// changes returns the changes of a turn. In each turn another method becomes slower, and code moves by another
// distance.
func changes(turn int) []change {
	slow := []struct{ method, pass, arguments, some string }{
		{"Forward", "forward", "p", "pairsTo(p, k)"},
		{"Backward", "backward", "g, p, upstream", "gradsTo(g, k), pairsTo(p, k), upstream"},
		{"ForwardBackward", "forwardbackward", "g, p, upstream", "gradsTo(g, k), pairsTo(p, k), upstream"},
	}[turn%3]
	list := []change{
		{planted, planted + ", " + slow.method, slow.pass, map[string]edit{"loss/passes.go": slower(slow.method, slow.arguments, slow.some)}},
		{moved, fmt.Sprintf("%s, %d", moved, turn+1), "", map[string]edit{"asm/moved.go": moveBy(turn + 1), "loss/doc.go": use}},
	}
	if turn == 0 { // once is enough, since it would be the same change in every turn
		list = append(list, change{rebuilt, rebuilt, "", map[string]edit{"LICENSE": func(old string) (string, error) { return old + "\n", nil }}})
	}
	return list
}

// slower returns an edit that makes a method about 10 % slower at every size, on every machine. The method
// computes the first eleventh of its pairs twice or, if there are few pairs, every eleventh call.
func slower(method, arguments, some string) edit {
	return func(old string) (string, error) {
		before, after, ok := strings.Cut(old, "MarginRanking[T]) "+method+"(")
		head, body, ok2 := strings.Cut(after, "{\n")
		if !ok || !ok2 {
			return "", errors.New("no method " + method)
		}
		return before + "MarginRanking[T]) " + method + "(" + head + "{\n" +
			"\tif k := len(p.X1) / 11; k > 4096 {\n\t\tc." + method + "(" + some + ")\n" +
			// The inner call counts as well: of twelve calls, eleven come from the caller.
			"\t} else if calls++; calls%12 == 0 {\n\t\tc." + method + "(" + arguments + ")\n\t}\n" +
			body + helpers, nil
	}
}

// helpers has the functions that the text of slower calls.
const helpers = `
var calls uint

func pairsTo[T Float](p Pairs[T], k int) Pairs[T] {
	return Pairs[T]{X1: to(p.X1, k), X2: to(p.X2, k), Y: to(p.Y, k), Signs: to(p.Signs, k)}
}

func gradsTo[T Float](g Grads[T], k int) Grads[T] {
	return Grads[T]{X1: to(g.X1, k), X2: to(g.X2, k), Y: to(g.Y, k)}
}

func to[E any](s []E, k int) []E { return s[:min(k, len(s))] }
`

// moveBy returns an edit that adds a function to the kernels' package, so that the code after it moves. The
// function is longer in each turn.
func moveBy(turn int) edit {
	return func(string) (string, error) {
		return "package asm\n\n// Moved does nothing of use.\nfunc Moved(x uint) uint {\n" +
			strings.Repeat("\tx ^= x * 12345\n", 13*turn) + "\treturn x\n}\n", nil
	}
}

// use is an edit that calls the function of moveBy, so that the linker does not leave it out.
func use(old string) (string, error) {
	return old + "\nimport \"github.com/marginrank/marginrank/asm\"\n\nfunc init() { moved = asm.Moved(moved) }\n\nvar moved uint\n", nil
}

// A clone is a repository to commit changes in.
type clone struct{ dir string }

// These are the tags of a clone's two revisions.
const base, changed = "trial-base", "trial-head"

// newClone clones the repository that contains the current directory, to dir.
func newClone(ctx context.Context, dir string) (*clone, error) {
	c := &clone{dir}
	return c, errors.Join(command(ctx, ".", "git", "clone", "-q", "--shared", "--", root(), dir), c.git(ctx, "tag", base))
}

// root returns the root of the repository, or the current directory if there is none nearby.
func root() string {
	for _, dir := range []string{".", "..", "../..", "../../.."} {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
	}
	return "."
}

// commit commits a change on top of base.
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
