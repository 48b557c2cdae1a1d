"""Makes golden_weighted.json: weighted margin ranking losses and their gradients as PyTorch computes them.

    pip install torch==2.6.0 numpy
    python golden_weighted.py   # writes golden_weighted.json next to this file; seeds are fixed

PyTorch's loss takes neither weights nor a margin per pair. What people write instead, and what these vectors hold, is

    losses = torch.stack([F.margin_ranking_loss(x1[i], x2[i], y[i], margin=m[i]) for every pair i])
    none: w * losses        sum: (w * losses).sum()        mean: (w * losses).sum() / w.sum()

with the gradients of autograd. The format is golden.json's, and a case holds besides

    weights, margins        a vector, or "" where there is none
    active, wrong           numbers of pairs with a weight of which -y * (x1 - x2) + margin is 0 or more, or of which
                            y * (x1 - x2) is less than 0

Weights are multiples of 1/64, so that their sum is exact in any order, as is its rounding. Where a weight is 0 all values
are finite: there PyTorch's 0 * NaN is NaN, and the library's is 0.
"""

import json
import math
import pathlib
from fractions import Fraction
from itertools import cycle

import torch
import torch.nn.functional as F

from golden import DTYPES, SCALARS, Draw, exact_sum, hex_float, hex_words, round_to, same


def losses(x1, x2, y, margins):
    """Each pair's own call of PyTorch's loss."""
    pairs = [F.margin_ranking_loss(a, b, t, margin=m.item()) for a, b, t, m in zip(x1, x2, y, margins)]
    return torch.stack(pairs)


def weighted(x1, x2, y, weights, margins, reduction, upstream):
    x1, x2, y = (t.clone().requires_grad_() for t in (x1, x2, y))
    out = weights * losses(x1, x2, y, margins)
    if reduction != "none":
        out = out.sum()
    if reduction == "mean":
        out = out / weights.sum()
    out.backward(upstream)
    return out.detach(), x1.grad, x2.grad, y.grad


def cases(dtype):
    """Yields name, margin, x1, x2, y, weights, margins, upstream; weights or margins may be None."""
    draw = Draw(dtype)
    some = lambda n: draw.randint(1, 257, n).double() / 64
    for n in (1, 7, 64, 100):
        for name, y in {"signs": draw.signs(n), "absent": draw.ones(n), "int8": draw.int8s(n), "any": draw.randn(n)}.items():
            scores = draw.randn(n, 2), draw.randn(n, 2)
            weights = torch.where(draw.randint(0, 3, n) == 0, 0.0, some(n)) if n > 1 else some(n)
            for w, m in ((weights, None), (None, draw.randn(n)), (weights, draw.randn(n))):
                yield f"finite, {name}", 0.5, *scores, y, w, m, draw.randn(n)
    for margin in (0.1, 1, -0.5):
        y = draw.signs(33)
        margins = torch.full((33,), round_to(margin, dtype), dtype=torch.float64)
        x1, x2 = draw.shifted_edge(33, margin, y)
        yield "edge", 0, x1, x2, y, some(33), margins, draw.randn(33)
        yield "edge", margin, x1, x2, y, some(33), None, draw.randn(33)
    yield "tie on margin -0", 1, draw.ones(9), draw.ones(9), draw.signs(9), some(9), draw.ones(9) * -0.0, draw.randn(9)
    for n in (7, 64, 90):
        yield "special", 0.5, draw.special(n), draw.special(n), draw.labels(n), some(n), draw.special(n), draw.special(n)
        yield "special", 0.5, draw.special(n), draw.special(n), draw.labels(n), some(n), None, draw.special(n)
        yield "special", 0, draw.special(n), draw.special(n), draw.ones(n), None, draw.special(n), draw.special(n)


def record(name, margin, x1, x2, y, weights, margins, upstream, dtype, scalars):
    compute = torch.promote_types(dtype, torch.float32)
    n = len(y)
    rows = [t if t is None else t.to(dtype) for t in (x1, x2, y, weights, margins, upstream)]
    words = ["" if t is None else hex_words(t) for t in rows]
    c1, c2, cy, w, m, cg = (t if t is None else t.to(compute) for t in rows)
    w = torch.ones(n, dtype=compute) if w is None else w
    m = torch.full((n,), round_to(margin, dtype), dtype=compute) if m is None else m

    line = {"name": name, "margin": hex_float(margin)}
    line |= dict(zip(("x1", "x2", "y", "weights", "margins", "upstream"), words))
    out, gx1, gx2, gy = weighted(c1, c2, cy, w, m, "none", cg)
    assert same(gx2, -gx1)
    line["none"] = {k: hex_words(t.to(dtype)) for k, t in (("out", out), ("gx1", gx1), ("gy", gy))}
    total = sum(map(Fraction, w.tolist()))
    assert total == Fraction(w.sum().item())
    terms = exact_sum(out)
    if isinstance(terms, Fraction) and terms > Fraction(torch.finfo(compute).max):
        terms = None
    for reduction in ("sum", "mean"):
        up = next(scalars)
        while not (math.isfinite(up) or w.all()):
            up = next(scalars)
        _, rx1, rx2, ry = weighted(c1, c2, cy, w, m, reduction, torch.tensor(up, dtype=compute))
        assert same(rx2, -rx1)
        loss = terms
        if isinstance(terms, Fraction) and reduction == "mean":
            loss = terms / total
        line[reduction] = {"upstream": hex_float(up), "loss": None if loss is None else hex_float(float(loss)),
                           "gx1": hex_words(rx1.to(dtype)), "gy": hex_words(ry.to(dtype))}
    ahead = cy * (c1 - c2)
    line["active"] = int(((m + 0 - ahead >= 0) & (w != 0)).sum())
    line["wrong"] = int(((ahead < 0) & (w != 0)).sum())
    return line


def main():
    path = pathlib.Path(__file__).with_suffix(".json")
    lines = []
    for name, dtype in DTYPES.items():
        scalars = cycle(SCALARS)
        rows = ",\n".join(json.dumps(record(*case, dtype, scalars), separators=(",", ":")) for case in cases(dtype))
        lines.append(f'"{name}": [\n{rows}\n]')
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
