// Package output finds out, before minutes of work, whether the results can be written.
package output
