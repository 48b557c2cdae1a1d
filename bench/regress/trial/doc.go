// Command trial tries command regress: does it find a call that takes 10 % longer, and
// does it keep quiet about code that only moved?
//
//	go run ./bench/regress/trial                    # ten runs of each kind: half an hour
//	go run ./bench/regress/trial -n 3 -count 12     # -count, -time, -threshold and -alpha are passed on to regress
//
// It builds regress, clones the last commit into a temporary directory, commits changes there, and lets regress compare. It prints
// one line per run, which says what was slowed down or found, and at the end the hits and false alarms in Markdown.
package main
