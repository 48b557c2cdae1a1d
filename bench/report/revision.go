package main

import (
	"context"
	"runtime/debug"

	"github.com/marginrank/marginrank/bench/internal/git"
)

// revisionOf is what was measured, for people: a commit, and whether files differ from it. The build may know, as one by
// go build does; go run leaves it out, so that git is asked about the clone, if there is one.
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
	// Documents, among them reports, change nothing that is measured.
	changes, err := git.Run(ctx, clone, "status", "--porcelain", "--", ":/", ":(exclude,top)docs")
	return describeRevision(revision, err != nil || changes != "")
}

const unknownRevision = "unknown revision"

// stamped is what the go command wrote into the program.
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
