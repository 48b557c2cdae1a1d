package main

// features numbers the columns of the features that occur, as they come up. All that is kept by feature is kept by
// column: how high a file numbers its features costs nothing.
type features struct {
	number  []int // by column
	columns map[int]int32
}

func newFeatures() *features {
	return &features{columns: map[int]int32{}}
}

// column returns the column of a feature. A feature without a column gets a new one.
func (f *features) column(number int) int32 {
	c, ok := f.columns[number]
	if !ok {
		c = int32(len(f.number))
		f.number, f.columns[number] = append(f.number, number), c
	}
	return c
}

// columnLike is the same, and quick if the feature has the column that the guess names: the k-th of these.
func (f *features) columnLike(guess []int32, k, number int) int32 {
	if k < len(guess) && f.number[guess[k]] == number {
		return guess[k]
	}
	return f.column(number)
}
