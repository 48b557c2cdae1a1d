package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/marginrank/marginrank/bench/internal/git"
)

// A tree is a folder with the files of a revision.
type tree struct {
	name, dir string
	remove    func() error // nil if the tree is in a folder that is removed anyway
}

// root returns the root of the repository that contains the current directory.
func root(ctx context.Context) (string, error) {
	return git.Run(ctx, ".", "rev-parse", "--show-toplevel")
}

// snapshot copies the working tree to dir, so that further edits do not change what is measured.
func snapshot(ctx context.Context, repo, dir string) (tree, error) {
	list, err := git.Run(ctx, repo, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
	if err != nil {
		return tree{}, err
	}
	for name := range strings.SplitSeq(list, "\x00") {
		from, to := filepath.Join(repo, filepath.FromSlash(name)), filepath.Join(dir, filepath.FromSlash(name))
		info, err := os.Stat(from)
		if err != nil || !info.Mode().IsRegular() {
			continue // a deleted file, or the empty name at the end of the list
		}
		text, err := os.ReadFile(from)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(to), 0o755)
		}
		if err == nil {
			err = os.WriteFile(to, text, info.Mode().Perm())
		}
		if err != nil {
			return tree{}, err
		}
	}
	return tree{name: "the working tree", dir: dir}, nil
}

// checkout checks out a revision into a folder of its own, until remove is called.
func checkout(ctx context.Context, repo, revision string) (tree, error) {
	commit, err := git.Run(ctx, repo, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return tree{}, fmt.Errorf("no revision %q here", revision)
	}
	temp, err := os.MkdirTemp("", "regress")
	if err != nil {
		return tree{}, err
	}
	dir := filepath.Join(temp, "tree")
	remove := func() error {
		// The worktree must be removed even if an interrupt has ended ctx.
		ctx := context.WithoutCancel(ctx)
		_, err := git.Run(ctx, repo, "worktree", "remove", "--force", dir)
		err = errors.Join(err, os.RemoveAll(temp))
		if err != nil {
			_, err = git.Run(ctx, repo, "worktree", "prune") // the worktree was never made, or is already gone
		}
		return err
	}
	if _, err := git.Run(ctx, repo, "worktree", "add", "--quiet", "--detach", dir, commit); err != nil {
		return tree{}, errors.Join(err, remove())
	}
	return tree{revision, dir, remove}, nil
}
