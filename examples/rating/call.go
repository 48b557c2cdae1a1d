package main

// calls counts how many decisive matches the ratings call right: those in which the winner is rated higher.
type calls struct {
	matches  int
	right    int // does not include matches of teams with equal ratings
	homeWins int // the number of right calls if the home team was called every time
	unknown  int // the number of matches with a team that is not rated; these are not called right
}

func (m *model) call(matches []match) calls {
	var c calls
	for _, game := range decisive(matches) {
		sign := game.sign()
		c.matches++
		if sign > 0 {
			c.homeWins++
		}
		if !m.rated(game.home) || !m.rated(game.away) {
			c.unknown++
			continue
		}
		if float32(sign)*(m.ratings[game.home]-m.ratings[game.away]) > 0 {
			c.right++
		}
	}
	return c
}

// rated reports whether the model has learnt from a match of the team.
func (m *model) rated(team int) bool {
	return m.weights[team] > 0
}
