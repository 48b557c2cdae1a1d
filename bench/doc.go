// Package bench measures package loss: what a pair or an item costs with each tier, compared with a plain Go loop and with what
// memory allows. The package itself has benchmarks only. Command report runs a selection of them in turns, and says which of the project's
// aims are met.
//
//	go run ./bench/report                                 a table, charts and a page in docs/report/CPU: four minutes
//	go run ./bench/regress -base v1.0.0                   is it slower than another revision? a minute
//	go run ./bench/estimate                               NEON, by a model: needs llvm-mca
//	go test ./bench -bench .                              every benchmark: half an hour
//	go test ./bench -bench '/pass=forward$////n=64Ki'     a part of the tree, level by level
//	go test ./bench -bench . -all                         every element type and label kind at every n
//
// # The tree
//
//	MarginRanking/pass=/reduction=/dtype=/labels=/n=/tier=
//	Plain/pass=/reduction=/dtype=/labels=/n=/form=           the loop that people write by hand
//	Workers/pass=/reduction=/dtype=/labels=/n=/workers=      several goroutines; all other benchmarks use one
//	Lists/lists=/items=/levels=/form=/tier=                  all pairs of lists; only form=lists has a tier, the other forms are for comparison
//	ListsAgainstSort                                         lists in turns with slices.Sort of the scores
//	WeightedLists/lists=/items=/levels=/reduction=/weights=  lists with weights, in turns with the same lists without
//	LambdaAgainstLoop                                        lambda weights, in turns with a loop over all pairs
//	Indexed/pass=/dtype=/labels=/items=/order=/n=/tier=      pairs by index
//	IndexedPlain/pass=/dtype=/labels=/items=/order=/n=       loops that gather and scatter around ForwardBackward
//	IndexedRace/...                                          both in turns: the median of the ratios
//	Stream/n=/tier=                                          stores past the caches, in turns with plain stores
//	Roofline/pass=/reduction=/dtype=/labels=/n=/stores=/tier=
//
// A roofline reads and writes the arrays of the MarginRanking workload with the same name, each byte once, in assembly that computes
// nothing. Its stores are plain (stores=plain), or go past the caches (nt), or its reads go past the last-level cache as well (nta). The
// fastest of these, of any tier that the CPU has, is the limit. A roofline needs arrays of whole blocks, so n=1 and n=100 have none.
//
// Tiers that this CPU or this build lacks are left out, and the tests name them. A backward pass stores the gradients of X1 and
// X2. MB/s counts useful bytes: every array that the call reads or writes, once. Beyond the caches the loss costs what moving its bytes
// costs, so compare MB/s with the roofline, and ns/pair with other ways to pass the same batch: narrower elements, int8 labels, or no labels.
//
// Scores and labels are random, from a fixed seed, and half of the pairs violate the margin. A branch predictor cannot learn 1Mi
// pairs. It learns a part of a smaller batch that is run again and again, which flatters a plain loop with branches; kernels have no
// branches. Sorts would be flattered even more, so lists take turns: each call gets other lists than the call before.
//
// # Comparing
//
// Use benchstat (go install golang.org/x/perf/cmd/benchstat@latest) on an idle machine:
//
//	go test ./bench -run '^$' -bench MarginRanking -count 10 > old.txt
//	go test ./bench -run '^$' -bench MarginRanking -count 10 > new.txt
//	benchstat old.txt new.txt
//	benchstat -col /tier new.txt
//
// To compare with the plain loop, or to compare label kinds with each other, in one run:
//
//	go test ./bench -run '^$' -bench '(MarginRanking|Plain)///dtype=float32/labels=given' -count 10 > race.txt
//	benchstat -filter '-/reduction:none' -ignore /reduction -row '/pass /n' -col '.name /tier /form' race.txt
//	benchstat -filter '/n:1Mi' -col /labels new.txt
package bench
