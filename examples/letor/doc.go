// Command letor learns to rank documents with the margin ranking loss over all pairs of each query.
//
//	go run ./examples/letor
//	go run ./examples/letor -train train.txt -valid valid.txt -test test.txt -lambda
//	go run ./examples/letor -train train.txt -save model.json
//	go run ./examples/letor -load model.json -predict documents.txt
//
// A document's score is a weighted sum of its features. In every query each document of higher relevance should stand a
// margin above each one of lower relevance: loss.Lists takes the scores and the grades, and no pair is ever built. With
// -lambda a pair weighs what swapping its two documents would change NDCG, and with -weights what a file says of its
// better document.
//
// Training keeps the epoch with the best NDCG@10 on a validation part, and stops when -patience epochs were no better. The
// test part chooses nothing: its figures come once, at the end. -plot draws NDCG@10 of the training and the validation
// part by epoch. With -load and -predict the program writes the score of each document of a file, a line each; relevance
// and qid may be there or not.
//
// Files are libsvm text. Their queries have a qid: in each line, or else their sizes in a file of the same name and
// ".query", as LightGBM has it, or ".group", as XGBoost does; what a file says twice must agree. Relevance is from 0 to 30;
// features may be numbered from 1 or, as scikit-learn does, from 0, but in all files alike. Without -test every fourth
// query of the training file is kept for the test, and without -valid every fourth of the rest for validation; without
// -train the program makes up queries and documents. Standard error has the progress of reading large files.
//
// A file that lists every feature of every document needs little more memory than its values as float32: MSLR-WEB10K, 1.2
// million documents with 136 features, takes 0.7 GB. A file that leaves out zeros needs three times its values if a
// document has a hundred, six times if it has twenty.
package main
