// Package bench measures package loss: what a pair costs, tier by tier, beside a
// plain Go loop and beside what memory allows. It has benchmarks only; command report
// takes what they measure in turns, and says which aims are met.
//
//	go run ./bench/report                                 table, charts and page, in docs/report/CPU: four minutes
//	go run ./bench/regress -base v1.0.0                   did it get slower? a minute
//	go run ./bench/estimate                               NEON, by a model: needs llvm-mca
//	go test ./bench -bench .                              every benchmark: half an hour
//	go test ./bench -bench '/pass=forward$////n=64Ki'     a part of the tree, level by level
//	go test ./bench -bench . -all                         every dtype and label kind at every n
//
// # The tree
//
//	MarginRanking/pass=/reduction=/dtype=/labels=/n=/tier=
//	Plain/pass=/reduction=/dtype=/labels=/n=/form=         the loop that people write by hand
//	Workers/pass=/reduction=/dtype=/labels=/n=/workers=    several goroutines; all others use one
//	Lists/lists=/items=/levels=/form=/tier=                all pairs of lists; form=lists has a tier, the others are what to compare with
//	ListsAgainstSort                                       in turns with slices.Sort of the scores
//	WeightedLists/lists=/items=/levels=/reduction=/weights=  lists with weights, in turns with the same lists without
//	LambdaAgainstLoop                                      lambda weights, in turns with a loop over all pairs
//	Indexed/pass=/dtype=/labels=/items=/order=/n=/tier=   pairs by index
//	IndexedPlain/pass=/dtype=/labels=/items=/order=/n=    loops that gather and scatter around ForwardBackward
//	IndexedRace/...                                       both in turns: the median of the ratios
//	Stream/n=/tier=                                        stores around the caches, in turns with plain ones
//	Roofline/pass=/reduction=/dtype=/labels=/n=/stores=/tier=
//
// A roofline reads and writes the arrays of the MarginRanking workload of its name, each
// byte once, in assembly that computes nothing. It stores plainly (stores=plain), past the caches (nt),
// or past them and reading past the last one, too (nta). The fastest one is the limit, of any tier
// that the CPU has. Arrays must be whole blocks: n=1 and n=100 have none.
//
// Tiers that this CPU or this build lacks are left out; the tests name them. A backward
// pass stores the gradients of X1 and X2. MB/s counts the useful bytes: every array
// that the call reads or writes, once. Out of cache the loss costs its bytes
// and nothing else, so MB/s belongs beside the roofline and ns/pair beside other
// ways to pass the same batch: narrower elements, int8 labels or none.
//
// Scores and labels are random, from a fixed seed, and half of the pairs violate the
// margin. At 1Mi pairs no branch predictor learns them. Smaller batches, run over and
// over, it does in part, which flatters a plain loop that branches; kernels don't. Lists take turns, as sorts
// would be flattered even more: each call gets other ones than the call before.
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
// And to compare with the plain loop, or label kinds with each other, in one run:
//
//	go test ./bench -run '^$' -bench '(MarginRanking|Plain)///dtype=float32/labels=given' -count 10 > race.txt
//	benchstat -filter '-/reduction:none' -ignore /reduction -row '/pass /n' -col '.name /tier /form' race.txt
//	benchstat -filter '/n:1Mi' -col /labels new.txt
package bench
