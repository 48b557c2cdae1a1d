package audit

// contracts are those of functions that have no twin, by the struct that they take.
var contracts = map[string]func(p *Program, f *function, s *structure) *contract{
	"Items": itemsContract,
}

// itemsContract is that of prefetches: they load every index once, and write nothing.
func itemsContract(p *Program, f *function, s *structure) *contract {
	c := &contract{scalars: map[string]int{"First": 8, fieldN: 8}, arrays: []string{"I", "J"}, sizings: p.sizings(f, s.name)}
	first := &call{function: f, structure: s, whole: true, want: wantOwn}
	for i, name := range c.arrays {
		first.objects = append(first.objects, &object{name: name, element: 4, kind: anInput, input: i})
	}
	c.calls = []*call{first}
	return c
}
