// Package git runs git.
package git
