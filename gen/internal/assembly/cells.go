package assembly

import (
	"fmt"
	"strings"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// cellsFile holds the moves between items and cells of a tier. Memory is their limit:
// vectors of 256 bits do for AVX-512, too, in its own encoding.
func cellsFile(t cat.Tier) []byte {
	var b strings.Builder
	b.WriteString(header)
	for _, m := range cat.Moves {
		for _, d := range cat.DTypes {
			w := &mover{b: &b, tier: t, move: m, dtype: d, store: "VMOVU"}
			w.write(m.Variant(d, t))
			if m.Streams() {
				w.store = "VMOVNT"
				w.write(m.Stream(d, t))
			}
		}
	}
	return []byte(b.String())
}

// A mover writes one move. AX counts items; cells of float64, which are larger than an
// index can be scaled by, are at twice that.
type mover struct {
	b     *strings.Builder
	tier  cat.Tier
	move  cat.Move
	dtype *cat.DType
	store string
}

func (w *mover) line(format string, args ...any) { fmt.Fprintf(w.b, "\t"+format+"\n", args...) }

func (w *mover) write(name string) {
	fmt.Fprintf(w.b, "\n// func %[1]s(out, %[2]s, n)\nTEXT ·%[1]s(SB), NOSPLIT, $0-24\n", name, w.move.Input())
	w.line("MOVQ out+0(FP), DI")
	w.line("MOVQ %s+8(FP), SI", w.move.Input())
	w.line("MOVQ n+16(FP), CX")
	w.line("XORL AX, AX")
	if w.dtype == cat.F64 {
		w.line("XORL R10, R10")
	}
	w.constants()
	w.b.WriteString("\nloop:\n")
	step := 4 // a vector of cells
	switch {
	case w.dtype == cat.F64 && w.move == cat.Fill:
		step = 1
	case w.dtype == cat.F64:
		step = 2
	}
	for at := 0; at < cat.MoveTurn; at += step {
		if w.move == cat.Fill {
			w.fill(at)
		} else {
			w.drain(at)
		}
	}
	w.line("ADDQ $%d, AX", cat.MoveTurn)
	if w.dtype == cat.F64 {
		w.line("ADDQ $%d, R10", 2*cat.MoveTurn)
	}
	w.line("CMPQ AX, CX")
	w.line("JLT loop")
	if w.store == "VMOVNT" {
		w.line("SFENCE")
	}
	w.line("VZEROUPPER")
	w.line("RET")
}

// x and y are the names of register i. Those above 15 are AVX-512's own: without AVX2.
func (w *mover) x(i int) string { return x(w.register(i)) }
func (w *mover) y(i int) string { return y(w.register(i)) }

func (w *mover) register(i int) Reg {
	if w.tier == cat.AVX512 {
		i += 16
	}
	return Reg(i)
}

// constants fills registers with what all turns need.
func (w *mover) constants() {
	if w.move == cat.Fill || w.dtype != cat.BF16 {
		return
	}
	w.shiftedOnes(15, 31, "one")
	w.shiftedOnes(14, 17, "below half")
}

func (w *mover) shiftedOnes(i, bits int, name string) {
	if w.tier == cat.AVX512 {
		w.line("VPTERNLOGD $255, %[1]s, %[1]s, %[1]s", w.x(i))
	} else {
		w.line("VPCMPEQD %[1]s, %[1]s, %[1]s", w.x(i))
	}
	w.line("%-36s // %s", fmt.Sprintf("VPSRLD $%d, %[2]s, %[2]s", bits, w.x(i)), name)
}

// nan finds the NaNs of register 0; onesAtNaN sets all bits of another where they are.
func (w *mover) nan(suffix string) {
	found := w.x(1)
	if w.tier == cat.AVX512 {
		found = "K1"
	}
	w.line("VCMP%s $%d, %[3]s, %[3]s, %s", suffix, unordered, w.x(0), found)
}

func (w *mover) onesAtNaN(suffix string, i int) {
	if w.tier == cat.AVX512 {
		w.line("VPTERNLOG%s $255, %[2]s, %[2]s, K1, %[2]s", map[string]string{"PS": "D", "PD": "Q"}[suffix], w.x(i))
	} else {
		w.line("VOR%s %s, %[3]s, %[3]s", suffix, w.x(1), w.x(i))
	}
}

// item and cell are places in memory.
func (w *mover) item(register string, at int) string {
	return fmt.Sprintf("%d(%s)(AX*%d)", at*w.dtype.Bytes, register, w.dtype.Bytes)
}

func (w *mover) cell(register string, at int) string {
	index := "AX"
	if w.dtype == cat.F64 {
		index = "R10"
	}
	return fmt.Sprintf("%d(%s)(%s*8)", at*2*w.dtype.Compute.Bytes(), register, index)
}

// fill leaves scores in the upper halves of cells.
func (w *mover) fill(at int) {
	from, to, x0, y0 := w.item("SI", at), w.cell("DI", at), w.x(0), w.y(0)
	switch w.dtype {
	case cat.F64:
		w.line("VMOVQ %s, %s", from, x0)
		w.line("VPSLLDQ $8, %[1]s, %[1]s", x0)
		w.line("%sPD %s, %s", w.store, x0, to)
		return
	case cat.F32:
		w.line("VPMOVZXDQ %s, %s", from, y0)
		w.line("VPSLLQ $32, %[1]s, %[1]s", y0)
	case cat.F16:
		w.line("VCVTPH2PS %s, %s", from, x0)
		w.line("VPMOVZXDQ %s, %s", x0, y0)
		w.line("VPSLLQ $32, %[1]s, %[1]s", y0)
	case cat.BF16:
		w.line("VPMOVZXWQ %s, %s", from, y0)
		w.line("VPSLLQ $48, %[1]s, %[1]s", y0)
	}
	w.line("%sPS %s, %s", w.store, y0, to)
}

// drain rounds the lower halves of cells; NaN becomes all ones.
func (w *mover) drain(at int) {
	from, to, x0, y0 := w.cell("SI", at), w.item("DI", at), w.x(0), w.y(0)
	if w.dtype == cat.F64 {
		w.line("VMOVUPD %s, %s", from, y0)
		w.line("VPERMPD $8, %[1]s, %[1]s", y0)
		w.nan("PD")
		w.onesAtNaN("PD", 0)
		w.line("VMOVUPD %s, %s", x0, to)
		return
	}
	w.line("VMOVUPS %s, %s", from, y0)
	w.line("VPSHUFD $8, %[1]s, %[1]s", y0)
	w.line("VPERMPD $8, %[1]s, %[1]s", y0)
	w.nan("PS")
	switch w.dtype {
	case cat.F32:
		w.onesAtNaN("PS", 0)
		w.line("VMOVUPS %s, %s", x0, to)
	case cat.F16:
		w.onesAtNaN("PS", 0)
		w.line("VCVTPS2PH $%d, %[2]s, %[2]s", nearestEven, x0)
		w.line("VMOVQ %s, %s", x0, to)
	case cat.BF16: // as round in amd64.go
		x2 := w.x(2)
		w.line("VPSRLD $16, %s, %s", x0, x2)
		w.line("%s %s, %[3]s, %[3]s", map[cat.Tier]string{cat.AVX2: "VPAND", cat.AVX512: "VPANDD"}[w.tier], w.x(15), x2)
		w.line("VPADDD %s, %[2]s, %[2]s", x0, x2)
		w.line("VPADDD %s, %[2]s, %[2]s", w.x(14), x2)
		w.onesAtNaN("PS", 2)
		w.line("VPSRLD $16, %[1]s, %[1]s", x2)
		w.line("VPACKUSDW %[1]s, %[1]s, %[1]s", x2)
		w.line("VMOVQ %s, %s", x2, to)
	}
}
