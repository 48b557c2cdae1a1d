package main

import (
	"context"
	"runtime/debug"

	"github.com/marginrank/marginrank/bench/internal/git"
)

// revisionOf describes the revision that was measured: the commit, and whether files differ from it. go build
// writes this into a program, but go run does not. In that case revisionOf asks git about the clone, if there is
// one.
func revisionOf(ctx context.Context, info *debug.BuildInfo, clone string) string {
	if revision, modified := stamped(info); revision != "" {
		return describeRevision(revision, modified)
	}
	if clone == "" {
		return unknownRevision
	}
	revision, err := git.Run(ctx, clone, "rev-parse", "HEAD")
	if err != nil {
		return unknownRevision
	}
	// Leave out documents, including reports, since they do not affect measurements.
	changes, err := git.Run(ctx, clone, "status", "--porcelain", "--", ":/", ":(exclude,top)docs")
	return describeRevision(revision, err != nil || changes != "")
}

const unknownRevision = "unknown revision"

// stamped returns the revision that the go command has written into the program.
func stamped(info *debug.BuildInfo) (revision string, modified bool) {
	if info == nil {
		return "", false
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value
		case "vcs.modified":
			modified = s.Value == "true"
		}
	}
	return revision, modified
}

func describeRevision(revision string, modified bool) string {
	text := "revision " + revision[:min(7, len(revision))]
	if modified {
		text += ", modified"
	}
	return text
}
