package main

// values has mistakes in how values are checked and converted: in Validate, in masks and in binary16.
var values = []mutant{
	{
		name: "validate/vector", file: "gen/internal/assembly/words.go",
		old:    `range vectors / 2`,
		new:    `range vectors / 4`,
		breaks: "of the words of a turn a quarter is left out",
	},
	{
		name: "validate/parts", file: "internal/element/words.go",
		old:    `all |= w.Found`,
		new:    `all = w.Found`,
		breaks: "of a large array the last words count alone",
	},
	{
		name: "validate/hidden", file: "loss/validate.go",
		old:    `v.weights[i]<<1 == 0`,
		new:    `v.weights[i] == 0`,
		breaks: "a weight of -0 hides nothing",
	},
	{
		name: "validate/infinite", file: "loss/validate.go",
		old:    `w<<1 >= v.infinity<<1`,
		new:    `w<<1 > v.infinity<<1`,
		breaks: "infinite scores and margins are valid",
	},
	{
		name: "validate/signs", file: "internal/element/words.go",
		old:    `wrong := unlike&middle | ^all&lowest`,
		new:    `wrong := unlike & middle`,
		breaks: "labels of 0 and -2 are valid",
	},
	{
		name: "mask/bytes", file: "internal/allpairs/short.go",
		old:    `n += one(keep != 0)`,
		new:    `n += int(keep)`,
		breaks: "an item that the byte 2 keeps is there twice",
	},
	{
		name: "half/ties", file: "internal/element/half.go",
		old:    `0xfff+magnitude>>13&1`,
		new:    `0x1000`,
		breaks: "ties between two binary16 go up",
	},
	{
		name: "slices/lanes", file: "gen/internal/assembly/cells.go",
		old:    `w.Printf("VPERMPD $8, %[1]s, %[1]s", w.y(2))`,
		new:    `w.Comment("")`,
		breaks: "of eight float32 the upper four are lost where they become bfloat16",
	},
}
