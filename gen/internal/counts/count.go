package counts

import (
	j "github.com/dave/jennifer/jen"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// docFile holds the package's documentation.
func docFile() *j.File {
	f := newFile("")
	f.PackageComment("Package asm holds emitted loops that count the pairs of short lists, each item with all.")
	return f
}

// listFile holds the type of what Count takes.
func listFile() *j.File {
	f := newFile("")
	widest := 0
	for _, s := range isa.Sets {
		widest = max(widest, s.Tier.Width(cat.Float32))
	}
	f.Comment("Vector is the number of items in the widest vector. The counts of a list have room for a multiple of Vector.")
	f.Const().Id("Vector").Op("=").Lit(widest)
	f.Line()
	f.Comment("A List is N items, at least one, and room for three counts per item. Item j is the lower one in Low[j] active")
	f.Comment("pairs and the higher one in High[j], and Lower[j] items have a lower relevance. The counts beyond N, up to a")
	f.Comment("multiple of Vector, are also written.")
	f.Type().Id("List").Struct(
		j.List(j.Id("Low"), j.Id("High"), j.Id("Lower")).Op("*").Uint32(),
		j.List(j.Id("Scores"), j.Id("Relevance")).Op("*").Float32(),
		j.Id("N").Int(),
		j.Id("Margin").Float32(),
	)
	return f
}

// These are the arrays of a list.
var (
	scores    = &cat.Column{Field: "Scores", Name: "scores"}
	relevance = &cat.Column{Field: "Relevance", Name: "relevance"}
	low       = &cat.Column{Field: "Low", Name: "low"}
	high      = &cat.Column{Field: "High", Name: "high"}
	lower     = &cat.Column{Field: "Lower", Name: "lower"}
)

// A counter writes loops over items i that count the pairs of each item i with a vector of items j.
type counter struct {
	*isa.Func
	item, end         string  // general registers: the index of item i, and the index after the last item
	scores, relevance string  // general registers: the addresses of the arrays of items i
	low, high, lower  isa.Reg // the counts of items j
}

// count returns the function for a list. For every vector of items it goes through all items.
func count(s *isa.Set) *isa.Func {
	f := isa.NewFunc(s, "Count"+s.Tier.Name, "List", cat.F32)
	general, columns := s.Pointers, []*cat.Column{scores, relevance, low, high, lower}
	c := &counter{Func: f, item: general[0], end: general[1], scores: general[2], relevance: general[3]}
	f.Point(columns, general[4:])
	f.Printf(f.Load64, f.Field(f, "N"), c.end)
	f.Printf(f.Load64, f.Field(f, "Scores"), c.scores)
	f.Printf(f.Load64, f.Field(f, "Relevance"), c.relevance)
	f.Printf(f.FirstTurn, f.Width())
	f.Label("loop")
	c.vector("item")
	f.Advance(f, f.Width())
	f.Printf("%s", f.NextTurn)

	f.InTail, f.Fewer = true, true
	f.Label("tail")
	f.Printf(f.Left, f.Width(), "done")
	f.Part(f)
	c.vector("tail_item")
	f.Label("done")
	f.Begin(columns, "N", nil)
	f.Finish()
	return f
}

// vector counts the pairs of a vector of items, or of a part of a vector.
func (c *counter) vector(label string) {
	scoreJ, relevanceJ := c.load(scores), c.load(relevance)
	c.low, c.high, c.lower = c.filled("zero"), c.filled("zero"), c.filled("zero")
	c.Printf(c.Zero, c.item)
	c.items(label, scoreJ, relevanceJ)
	for _, out := range []struct {
		column *cat.Column
		counts isa.Reg
	}{{low, c.low}, {high, c.high}, {lower, c.lower}} {
		c.StoreWhole(c.Func, out.counts, c.At(c.at(out.column)))
		c.Free(out.counts)
	}
	c.Free(scoreJ)
	c.Free(relevanceJ)
}

// items goes through the items i from c.item on, of which there is at least one.
func (c *counter) items(label string, scoreJ, relevanceJ isa.Reg) {
	scoreI, relevanceI := c.Temp(), c.Temp()
	c.Label(label)
	c.Broadcast(c.Func, c.Indexed(c.scores, c.item, 4), scoreI)
	c.Broadcast(c.Func, c.Indexed(c.relevance, c.item, 4), relevanceI)
	if c.Flip != nil {
		c.bySigns(scoreJ, relevanceJ, scoreI, relevanceI)
	} else {
		c.byComparisons(scoreJ, relevanceJ, scoreI, relevanceI)
	}
	c.Free(scoreI)
	c.Free(relevanceI)
	c.Printf(c.Step, 1, c.item)
	c.Printf(c.Below, c.item, c.end, label)
	if c.Flip != nil {
		c.Integer(c.Func, "SUB", c.low, c.high, c.low)
		c.Comment("all active pairs minus those with j as the higher one")
	}
}

// bySigns counts in low all active pairs of j.
func (c *counter) bySigns(scoreJ, relevanceJ, scoreI, relevanceI isa.Reg) {
	paired, inside := c.TempMask(), c.TempMask()
	c.Unequal(c.Func, relevanceI, relevanceJ, paired)
	c.Comment("i and j make a pair")
	c.Arith(c.Func, cat.Float32, "SUB", relevanceI, relevanceJ, relevanceI)
	c.Comment("negative if j is the higher one")
	c.Arith(c.Func, cat.Float32, "SUB", scoreI, scoreJ, scoreI)
	c.Flip(c.Func, relevanceI, scoreI)
	c.Comment("the higher one's score minus the lower one's")
	c.AtLeast(c.Func, paired, c.Scalar(margin, false), scoreI, inside)
	c.Comment("inside the margin")
	c.Tally(c.Func, inside, c.low)
	c.Signs(c.Func, relevanceI, relevanceI)
	c.Deduct(c.Func, inside, relevanceI, c.high)
	c.Deduct(c.Func, paired, relevanceI, c.lower)
	c.FreeMask(paired)
	c.FreeMask(inside)
}

func (c *counter) byComparisons(scoreJ, relevanceJ, scoreI, relevanceI isa.Reg) {
	paired := c.TempMask()
	c.Above(c.Func, isa.None, relevanceJ, relevanceI, paired)
	c.Comment("j is the higher one of a pair")
	c.Tally(c.Func, paired, c.lower)
	c.active(paired, scoreJ, scoreI, c.high)
	c.Above(c.Func, isa.None, relevanceI, relevanceJ, paired)
	c.Comment("j is the lower one of a pair")
	c.active(paired, scoreI, scoreJ, c.low)
	c.FreeMask(paired)
}

// active counts the pairs in the mask paired whose difference of scores is at most the margin.
func (c *counter) active(paired, higher, lower, counts isa.Reg) {
	difference, inside := c.Temp(), c.TempMask()
	c.Arith(c.Func, cat.Float32, "SUB", higher, lower, difference)
	c.Comment("the difference of their scores")
	c.AtLeast(c.Func, paired, c.Scalar(margin, false), difference, inside)
	c.Comment("inside the margin")
	c.Tally(c.Func, inside, counts)
	c.Free(difference)
	c.FreeMask(inside)
}

var margin = &cat.Scalar{Field: "Margin", Name: "margin"}

// at returns the place of a vector of items.
func (c *counter) at(column *cat.Column) isa.Mem {
	return isa.Mem{Name: column.Name, Base: c.Address(c.Func, column), Elem: c.DType}
}

func (c *counter) load(column *cat.Column) isa.Reg {
	r := c.Temp()
	c.Load(c.Func, c.at(column), r)
	return r
}

// filled takes a register and fills it with a constant.
func (c *counter) filled(constant string) isa.Reg {
	r := c.Temp()
	c.Constants[constant](c.Func, r)
	return r
}
