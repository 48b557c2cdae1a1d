package main

// calls counts how the ratings do on decisive matches.
type calls struct {
	matches  int
	right    int // the winner is rated higher; a tie is not right
	homeWins int // what calling the home side every time would get
	unknown  int // a team is not rated: nobody is called, which is not right either
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

// rated tells whether the model has learnt from a match of the team.
func (m *model) rated(team int) bool {
	return m.weights[team] > 0
}
