package assembly

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/isa"
)

// cellsFile has the moves between items and cells of a tier of amd64. Memory limits them, so that vectors of 256
// bits are enough for AVX-512, too, in its own encoding.
func cellsFile(s *isa.Set) []byte {
	var list []*isa.Func
	for _, m := range cat.Moves {
		for _, d := range cat.DTypes {
			if !m.Serves(d) {
				continue
			}
			w := &mover{Func: isa.NewFunc(s, m.Variant(d, s.Tier), "Move", d), move: m}
			w.emit()
			list = append(list, w.Func)
		}
	}
	return isa.File(list...)
}

// A mover writes a move. AX counts items. Cells of float64 are addressed by twice that number, since an index
// cannot be scaled by their size.
type mover struct {
	*isa.Func
	move cat.Move
}

func (w *mover) wide() bool { return w.DType == cat.F64 }

// rounds reports whether the move rounds values, and cells whether it moves from or to cells.
func (w *mover) rounds() bool { return w.move == cat.Drain || w.move == cat.NarrowSlice }
func (w *mover) cells() bool  { return w.move == cat.Fill || w.move == cat.Drain }

func (w *mover) emit() {
	w.Printf("%s", w.Enter)
	for _, at := range [][2]string{{"Out", "DX"}, {"In", "SI"}, {"N", w.Count}} {
		w.Printf(w.Load64, w.Field(w.Func, at[0]), at[1])
	}
	w.Printf(w.Zero, w.Index)
	if w.wide() {
		w.Printf(w.Zero, "R10")
	}
	if w.rounds() && w.DType == cat.BF16 {
		w.shiftedOnes(15, 31, "one")
		w.shiftedOnes(14, 17, "below half")
	}
	if w.move.Streams() {
		w.Printf(w.LoadFlag, w.Field(w.Func, cat.Stream.Field))
		w.Printf(w.IfFlag, "stream")
	}
	w.Label("loop")
	w.turn("VMOVU")
	w.again("loop")
	if w.move.Streams() {
		w.Finish()
		w.Label("stream")
		w.turn("VMOVNT")
		w.again("stream")
		w.Printf("%s", w.Fence)
	}
	w.Finish()
}

// again moves on by a turn, and jumps to a label if more items are left.
func (w *mover) again(label string) {
	w.Advance(w.Func, cat.MoveTurn)
	if w.wide() {
		w.Printf(w.Step, 2*cat.MoveTurn, "R10")
	}
	w.Printf(w.Below, w.Index, w.Count, label)
}

// turn moves the items of a turn.
func (w *mover) turn(store string) {
	step := 4 // the number of items in a vector of cells
	switch {
	case !w.cells():
		step = 8 // in a vector of float32
	case w.wide() && w.move == cat.Fill:
		step = 1
	case w.wide():
		step = 2
	}
	for at := 0; at < cat.MoveTurn; at += step {
		switch w.move {
		case cat.Fill:
			w.fill(at, store)
		case cat.Drain:
			w.drain(at)
		case cat.WidenSlice:
			w.widen(at)
		case cat.NarrowSlice:
			w.narrow(at)
		}
	}
}

// x and y return the names of register i. With AVX-512 they are registers above 15, which only AVX-512 has.
func (w *mover) x(i int) string { return fmt.Sprint("X", w.register(i)) }
func (w *mover) y(i int) string { return fmt.Sprint("Y", w.register(i)) }

func (w *mover) register(i int) int {
	if w.Tier == cat.AVX512 {
		i += 16
	}
	return i
}

// half returns the name of register i for rounding. The gradients of cells take 128 bits.
func (w *mover) half(i int) string {
	if w.cells() {
		return w.x(i)
	}
	return w.y(i)
}

func (w *mover) shiftedOnes(i, bits int, name string) {
	if w.Tier == cat.AVX512 {
		w.Printf("VPTERNLOGD $255, %[1]s, %[1]s, %[1]s", w.half(i))
	} else {
		w.Printf("VPCMPEQD %[1]s, %[1]s, %[1]s", w.half(i))
	}
	w.Printf("VPSRLD $%d, %[2]s, %[2]s", bits, w.half(i))
	w.Comment(name)
}

const (
	unordered   = 3 // in comparisons: true if either is NaN
	nearestEven = 0 // in conversions: round to nearest, ties to even
)

// nan finds the NaNs in register 0, and onesAtNaN sets all bits of another register where they are.
func (w *mover) nan(suffix string) {
	found := w.half(1)
	if w.Tier == cat.AVX512 {
		found = "K1"
	}
	w.Printf("VCMP%s $%d, %[3]s, %[3]s, %s", suffix, unordered, w.half(0), found)
}

func (w *mover) onesAtNaN(suffix string, i int) {
	if w.Tier == cat.AVX512 {
		w.Printf("VPTERNLOG%s $255, %[2]s, %[2]s, K1, %[2]s", map[string]string{"PS": "D", "PD": "Q"}[suffix], w.half(i))
	} else {
		w.Printf("VOR%s %s, %[3]s, %[3]s", suffix, w.half(1), w.half(i))
	}
}

// item and cell return the operands for an item and a cell in memory.
func (w *mover) item(register string, at int) string {
	return fmt.Sprintf("%d(%s)(AX*%d)", at*w.DType.Bytes, register, w.DType.Bytes)
}

func (w *mover) cell(register string, at int) string {
	index := "AX"
	if w.wide() {
		index = "R10"
	}
	return fmt.Sprintf("%d(%s)(%s*8)", at*2*w.DType.Compute.Bytes(), register, index)
}

// fill stores scores in the upper halves of cells, and 0 in the lower halves.
func (w *mover) fill(at int, store string) {
	from, to, x0, y0 := w.item("SI", at), w.cell("DX", at), w.x(0), w.y(0)
	switch w.DType {
	case cat.F64:
		w.Printf("VMOVQ %s, %s", from, x0)
		w.Printf("VPSLLDQ $8, %[1]s, %[1]s", x0)
		w.Printf("%sPD %s, %s", store, x0, to)
		return
	case cat.F32:
		w.Printf("VPMOVZXDQ %s, %s", from, y0)
		w.Printf("VPSLLQ $32, %[1]s, %[1]s", y0)
	case cat.F16:
		w.Printf("VCVTPH2PS %s, %s", from, x0)
		w.Printf("VPMOVZXDQ %s, %s", x0, y0)
		w.Printf("VPSLLQ $32, %[1]s, %[1]s", y0)
	case cat.BF16:
		w.Printf("VPMOVZXWQ %s, %s", from, y0)
		w.Printf("VPSLLQ $48, %[1]s, %[1]s", y0)
	}
	w.Printf("%sPS %s, %s", store, y0, to)
}

// drain rounds the lower halves of cells. NaN becomes all ones.
func (w *mover) drain(at int) {
	from, to, x0, y0 := w.cell("SI", at), w.item("DX", at), w.x(0), w.y(0)
	if w.wide() {
		w.Printf("VMOVUPD %s, %s", from, y0)
		w.Printf("VPERMPD $8, %[1]s, %[1]s", y0)
		w.nan("PD")
		w.onesAtNaN("PD", 0)
		w.Printf("VMOVUPD %s, %s", x0, to)
		return
	}
	w.Printf("VMOVUPS %s, %s", from, y0)
	w.Printf("VPSHUFD $8, %[1]s, %[1]s", y0)
	w.Printf("VPERMPD $8, %[1]s, %[1]s", y0)
	w.nan("PS")
	switch w.DType {
	case cat.F32:
		w.onesAtNaN("PS", 0)
		w.Printf("VMOVUPS %s, %s", x0, to)
	case cat.F16:
		w.onesAtNaN("PS", 0)
		w.Printf("VCVTPS2PH $%d, %[2]s, %[2]s", nearestEven, x0)
		w.Printf("VMOVQ %s, %s", x0, to)
	case cat.BF16:
		w.roundBF16()
		w.Printf("VMOVQ %s, %s", w.x(2), to)
	}
}

// roundBF16 rounds register 0 to bfloat16, as isa rounds whole vectors. The results are in the lower half of each
// part of register 2.
func (w *mover) roundBF16() {
	r0, r2 := w.half(0), w.half(2)
	w.Printf("VPSRLD $16, %s, %s", r0, r2)
	w.Printf("%s %s, %[3]s, %[3]s", map[cat.Tier]string{cat.AVX2: "VPAND", cat.AVX512: "VPANDD"}[w.Tier], w.half(15), r2)
	w.Printf("VPADDD %s, %[2]s, %[2]s", r0, r2)
	w.Printf("VPADDD %s, %[2]s, %[2]s", w.half(14), r2)
	w.onesAtNaN("PS", 2)
	w.Printf("VPSRLD $16, %[1]s, %[1]s", r2)
	w.Printf("VPACKUSDW %[1]s, %[1]s, %[1]s", r2)
}

// single returns the operand for a float32 in memory.
func (w *mover) single(register string, at int) string {
	return fmt.Sprintf("%d(%s)(AX*4)", 4*at, register)
}

// widen converts elements of 16 bits to float32.
func (w *mover) widen(at int) {
	from, y0 := w.item("SI", at), w.y(0)
	if w.DType == cat.F16 {
		w.Printf("VCVTPH2PS %s, %s", from, y0)
	} else {
		w.Printf("VPMOVZXWD %s, %s", from, y0)
		w.Printf("VPSLLD $16, %[1]s, %[1]s", y0)
	}
	w.Printf("VMOVUPS %s, %s", y0, w.single("DX", at))
}

// narrow rounds float32 to elements of 16 bits. NaN becomes all ones.
func (w *mover) narrow(at int) {
	y0, to := w.y(0), w.item("DX", at)
	w.Printf("VMOVUPS %s, %s", w.single("SI", at), y0)
	w.nan("PS")
	if w.DType == cat.F16 {
		w.onesAtNaN("PS", 0)
		w.Printf("VCVTPS2PH $%d, %s, %s", nearestEven, y0, w.x(0))
		w.Printf("VMOVUPS %s, %s", w.x(0), to)
		return
	}
	w.roundBF16()
	w.Printf("VPERMPD $8, %[1]s, %[1]s", w.y(2))
	w.Printf("VMOVUPS %s, %s", w.x(2), to)
}
