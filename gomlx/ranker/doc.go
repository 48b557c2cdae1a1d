// Command ranker trains a small two-layer ranker with GoMLX on all pairs of generated queries. It shows the loss and the
// NDCG of other queries before training and after each epoch. It takes seconds, on the pure-Go backend.
//
//	GOWORK=off go -C gomlx run ./ranker            # from the root of the repository
//	GOWORK=off go -C gomlx run ./ranker -lambda    # pairs weigh what swapping them changes the NDCG
package main
