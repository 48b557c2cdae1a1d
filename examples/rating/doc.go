// Command rating rates national football teams with the margin ranking loss.
//
//	go run ./examples/rating
//	go run ./examples/rating -data results.csv
//	go run ./examples/rating -data results.csv -split 2022-01-01
//
// Every team has one number, its rating. Each match is a pair of ratings, of the home team and the away team, and the label says who won: the
// loss asks the winner to stand a margin above the loser. Draws are left out, and a match decided on penalties is a draw. On neutral ground the
// team named first is the home team. Recent matches weigh more, so that the table describes today. Without -data, the program rates the 32
// teams of the 2022 World Cup.
package main
