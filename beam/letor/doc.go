// Package letor reads documents in libsvm's text format for Apache Beam, query by query, and scores them with a model that examples/letor
// has saved.
//
//	queries := letor.Read(s, "gs://bucket/test-*.txt", letor.DefaultBlock)
//	totals := evaluate.Lists(s, settings, letor.Score(s, "gs://bucket/model.json", queries))
//
// # Format
//
// Each line is a document: its relevance, maybe qid: and the name of its query, then features with increasing numbers, such as
// "2 qid:7 1:0.5 9:3". What is behind a # is a comment. Documents of a query are next to each other. If they have no qid, a file
// with the same name and .query or .group behind it has the number of documents of each query, a line each, as LightGBM
// and XGBoost want it. If there are both, they must agree. Text is UTF-8.
//
// # Blocks
//
// One DoFn scans a file for the places where queries begin and cuts it into blocks of whole queries. A reshuffle spreads
// the blocks over the workers, and another DoFn opens the file again and parses a block. So a file is read twice: once by one
// worker, which looks only at the qid of each line, and once by all. Several files are scanned at the same time.
//
// Files are opened through Beam's package filesystem. A program that imports beamx, or the packages of other file systems, reads gs://,
// s3:// and so on. Where a file system cannot seek, as gs://, a block begins with skipping what is in front of it; then several
// files of a few hundred megabytes are faster than one large one.
//
// # Errors
//
// Damaged text is an error that names the file and the line, such as test.txt:17. It fails the pipeline.
package letor
