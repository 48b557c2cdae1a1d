"""Makes goldenlists.json: all pairs of lists, one by one, as PyTorch computes them.

    pip install torch==2.6.0 numpy
    python goldenlists.py       # writes goldenlists.json next to this file; seeds are fixed

Format. One case per line, under its element type: margin and the upstream gradient as float64 bits; the lengths of
the lists; scores as hex words (see golden.py); relevance as float32 words; mask as 0 and 1. Then what
torch.nn.functional.margin_ranking_loss over the explicit pairs gives: how many pairs there are and how many get a
gradient; loss, the exact sum of its 'none' terms as float64 bits (NaN and Inf included); the gradients of the scores
for 'sum' and for 'mean', as float64 bits, which autograd adds up in float64 from what each pair gets.

Scores of 16 bits are widened to float32 first, as everywhere; the margin is rounded to the element type.
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

from golden import DTYPES, INF, NAN, exact_sum, hex_float, hex_words, nudge, round_to

assert torch.__version__.split("+")[0] == "2.6.0", torch.__version__


def pairs(lengths, relevance, mask):
    """All (i, j) of a list where i has the higher relevance."""
    i, j, first = [], [], 0
    for n in lengths:
        for a in range(first, first + n):
            for b in range(first, first + n):
                if mask[a] and mask[b] and relevance[a] > relevance[b]:
                    i.append(a)
                    j.append(b)
        first += n
    return torch.tensor(i, dtype=torch.long), torch.tensor(j, dtype=torch.long)


def gradients(scores, i, j, margin, reduction, upstream):
    """Each pair's gradients in the compute precision; their sums, item by item, in float64."""
    x1, x2 = scores[i].requires_grad_(), scores[j].requires_grad_()
    loss = F.margin_ranking_loss(x1, x2, torch.ones_like(x1), margin=margin, reduction=reduction)
    loss.backward(torch.tensor(upstream, dtype=scores.dtype))
    zeros = torch.zeros(len(scores), dtype=torch.float64)
    return zeros.index_add(0, i, x1.grad.double()).index_add(0, j, x2.grad.double())


def record(dtype, lengths, scores, relevance, mask, margin, upstream):
    scores = scores.to(dtype)
    compute = torch.promote_types(dtype, torch.float32)
    m = round_to(margin, dtype) if compute != dtype else margin
    wide = scores.to(compute)
    i, j = pairs(lengths, relevance.tolist(), mask.tolist())
    terms = F.margin_ranking_loss(wide[i], wide[j], torch.ones(len(i), dtype=compute), margin=m, reduction="none")
    x1, x2 = wide[i].requires_grad_(), wide[j]
    F.margin_ranking_loss(x1, x2, torch.ones_like(x2), margin=m, reduction="sum").backward()
    total = float(exact_sum(terms))
    return {
        "margin": hex_float(margin), "upstream": hex_float(upstream), "lengths": lengths, "scores": hex_words(scores),
        "relevance": hex_words(relevance), "mask": "".join(str(int(v)) for v in mask),
        "pairs": len(i), "active": int((x1.grad != 0).sum()), "loss": hex_float(total),
        "sum": hex_words(gradients(wide, i, j, m, "sum", upstream)) if len(i) else None,
        "mean": hex_words(gradients(wide, i, j, m, "mean", upstream)) if len(i) else None,
    }


def cases(dtype):
    gen = torch.Generator().manual_seed(20250607)
    randint = lambda low, high, n: torch.randint(low, high, (n,), generator=gen)
    shapes = [[], [0], [1], [2], [5], [15], [3, 0, 1, 7], [15, 30], [60], [80, 5]]
    margins = [0, 1, 0.1, -0.25, 0.5, INF, -INF, NAN, 1e-3]
    k = 0
    for lengths in shapes:
        n = sum(lengths)
        for kind in ("normal", "ties", "edge", "infinite", "nan"):
            for grades in (2, 5, 40):
                k += 1
                margin = margins[k % len(margins)] if k % 3 else 0.1
                scores = torch.randn(n, dtype=torch.float64, generator=gen)
                if kind == "ties":
                    scores = randint(0, 5, n).double() / 4
                elif kind == "edge" and math.isfinite(margin):
                    near = (randint(0, 4, n) * round_to(margin, dtype) + 0.7).to(dtype)
                    scores = nudge(near, randint(-2, 3, n)).double()
                elif kind == "infinite":
                    scores[randint(0, 8, n) == 0] = INF
                    scores[randint(0, 8, n) == 0] = -INF
                elif kind == "nan":
                    scores[randint(0, 20, n) == 0] = NAN
                relevance = (randint(0, grades, n) - 1).float()
                mask = randint(0, 6, n) > 0 if k % 2 else torch.ones(n, dtype=torch.bool)
                yield dtype, lengths, scores, relevance, mask, margin, [1.0, -0.3, 2.5, INF, NAN][k % 5]


def main():
    parts = ['"torch": "2.6.0"']
    for name, dtype in DTYPES.items():
        lines = [json.dumps(record(*c), separators=(",", ":")) for c in cases(dtype)]
        parts.append(f'"{name}": [\n' + ",\n".join(lines) + "\n]")
        print(name, len(lines), "cases")
    path = pathlib.Path(__file__).with_name("goldenlists.json")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
