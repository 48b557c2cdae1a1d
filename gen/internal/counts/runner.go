package counts

import (
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// A runner writes the function for runs.
type runner struct {
	counter
	first, list string // general registers: the index of a list's first item, and the index of the list
}

// These are the arrays that a run has and a list does not.
var (
	counts  = &cat.Column{Field: "Counts", Name: "counts"}
	offsets = &cat.Column{Field: "Offsets", Name: "offsets"}
)

// run returns the function for a run, on amd64.
func run(s *isa.Set) *isa.Func {
	f := isa.NewFunc(s, "Run"+s.Tier.Name, "Run", cat.F32)
	f.InTail, f.Uneven = true, true // most vectors are incomplete
	if s.FewRegisters() {
		f.Spill = isa.AllOperands
	}
	columns := []*cat.Column{counts, scores, relevance, offsets}
	f.Point(columns, s.Pointers)
	address := func(c *cat.Column) string { return f.Address(f, c) }
	general := s.Pointers[len(columns):]
	r := &runner{counter: counter{Func: f, item: general[0], end: general[1], scores: address(scores), relevance: address(relevance)},
		first: general[2], list: "R13"}
	if f.Constants["numbers"] != nil {
		f.Constant("numbers")
	}

	active, least, greatest, coarse, fine := r.total("zero"), r.total("ones"), r.total("zero"), r.total("zero"), r.total("zero")
	r.lower = r.filled("zero")
	f.Printf(f.Zero, r.list)
	f.Printf(f.Zero, r.first)
	f.Label("list")
	r.begin(address(offsets))
	if f.Width() < runItems {
		f.Label("vector")
		f.Printf("MOVQ %s, CX", r.end)
		f.Printf("SUBQ AX, CX")
		f.Comment("items left")
	}
	f.Part(f)
	scoreJ, relevanceJ := r.load(scores), r.load(relevance)
	f.Blank(f, relevanceJ)
	f.Comment("NaN where there is no item, so that it makes no pair")
	r.low, r.high = r.filled("zero"), r.filled("zero")
	f.Printf("MOVQ %s, %s", r.first, r.item)
	r.items("item", scoreJ, relevanceJ)

	r.into(active, r.integer("ADD"), r.low)
	f.Integer(f, "SUB", r.low, r.high, r.high)
	f.Free(r.low)
	f.Store(f, r.high, r.at(counts))
	bits := f.Temp()
	f.Integer(f, "ADD", scoreJ, scoreJ, bits)
	f.Comment("without the sign")
	r.into(greatest, r.integer("MAX"), bits)
	f.Integer(f, "ADD", bits, f.Constant("ones"), bits)
	f.Comment("0 becomes the greatest")
	r.into(least, r.integer("MIN"), bits)
	f.Free(bits)
	for half := range 2 {
		if half == 1 {
			f.Upper(f, r.high, f.Width()/2, r.high)
			f.Upper(f, scoreJ, f.Width()/2, scoreJ)
		}
		product, rounded := f.Temp(), f.Temp()
		f.WidenInteger(f, r.high, product)
		f.Widen(f, scoreJ, rounded)
		r.double("MUL")(product, rounded, product)
		f.Comment("a count times its score")
		rounder := f.Filled("1.5·2^52 times the grid", roundingBits)
		r.double("ADD")(product, rounder, rounded)
		r.double("SUB")(rounded, rounder, rounded)
		f.Comment("rounded to a multiple of the grid")
		r.into(coarse, r.double("ADD"), rounded)
		r.double("SUB")(product, rounded, product)
		f.Comment("the rest")
		r.into(fine, r.double("ADD"), product)
		f.Free(product)
		f.Free(rounded)
	}
	for _, v := range []isa.Reg{r.high, scoreJ, relevanceJ} {
		f.Free(v)
	}
	if f.Width() < runItems {
		f.Advance(f, f.Width())
		f.Printf(f.Below, f.Index, r.end, "vector")
	}
	f.Printf("MOVQ %s, %s", r.end, r.first)
	f.Label("next")
	f.Printf(f.Step, 1, r.list)
	f.Printf(f.Jump, "list")

	f.Label("done")
	f.Printf("MOVQ %s, %s", r.list, f.Field(f, "Lists"))
	r.result("Coarse", coarse, 8, r.double("ADD"))
	r.result("Fine", fine, 8, r.double("ADD"))
	r.result("Pairs", r.lower, 4, r.integer("ADD"))
	r.result("Active", active, 4, r.integer("ADD"))
	r.result("Least", least, 4, r.integer("MIN"))
	r.result("Greatest", greatest, 4, r.integer("MAX"))
	f.Begin(columns, "", nil)
	f.Finish()
	return f
}

// begin begins with the next list, unless the run ends here. It sets CX to the number of the list's items.
func (r *runner) begin(offsets string) {
	r.Printf("CMPQ %s, %s\nJGE done", r.list, r.Field(r.Func, "N"))
	r.Printf("MOVQ 8(%s)(%s*8), %s", offsets, r.list, r.end)
	r.Printf("SUBQ (%s), %s", offsets, r.end)
	r.Comment("the index after its last item")
	r.Printf("CMPQ %s, %s\nJHI done", r.end, r.Field(r.Func, "Items"))
	r.Comment("outside the arrays")
	r.Printf("MOVQ %s, CX", r.end)
	r.Printf("SUBQ %s, CX\nJZ next", r.first)
	r.Comment("no items")
	r.Printf("CMPQ CX, $%d\nJHI done", runItems)
	r.Comment("too many")
	r.Printf("MOVQ %s, AX", r.first)
}

// total makes room for a total of all lists, with a number in each lane. It is in the frame if there are few
// registers.
func (r *runner) total(constant string) isa.Reg {
	v := r.filled(constant)
	if !r.FewRegisters() {
		return v
	}
	at := r.Reserve(r.Tier.VectorBytes)
	r.StoreWhole(r.Func, v, r.Local(at))
	r.Free(v)
	return at
}

// into combines v into a total.
func (r *runner) into(total isa.Reg, combine func(x, y, dst isa.Reg), v isa.Reg) {
	if !total.IsLocal() {
		combine(total, v, total)
		return
	}
	t := r.Temp()
	combine(v, total, t)
	r.StoreWhole(r.Func, t, r.Local(total))
	r.Free(t)
}

// result combines the lanes of a total into one number and stores it.
func (r *runner) result(field string, total isa.Reg, byteCount int, combine func(x, y, dst isa.Reg)) {
	if total.IsLocal() {
		at := r.Local(total)
		total = r.Temp()
		r.LoadWhole(r.Func, at, total)
	}
	r.Fold(total, byteCount, combine)
	r.Printf(map[int]string{8: r.Result, 4: r.CountResult}[byteCount], total, r.Field(r.Func, field))
	r.Free(total)
}

func (r *runner) integer(op string) func(x, y, dst isa.Reg) {
	return func(x, y, dst isa.Reg) { r.Integer(r.Func, op, x, y, dst) }
}

func (r *runner) double(op string) func(x, y, dst isa.Reg) {
	return func(x, y, dst isa.Reg) { r.Arith(r.Func, cat.Float64, op, x, y, dst) }
}
