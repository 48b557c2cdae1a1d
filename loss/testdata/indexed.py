"""Makes indexed.json: the loss of pairs by index, and the gradient that autograd's gather accumulates, by PyTorch.

    pip install torch==2.6.0 numpy
    python indexed.py           # writes indexed.json next to this file; seeds are fixed

The format is golden.json's: vectors are hex words of IEEE bits, scalars those of a float64. A case holds

    name, margin, reduction, upstream, scores, i, j (decimals), y
    loss    the exact sum of PyTorch's losses, divided by their number if reduction is mean, rounded once to float64
    grad    PyTorch's gradient with respect to scores
    bound   how far another order of addition may be from it: 0 where every partial sum is exact
"""

import json
import pathlib

import torch
import torch.nn.functional as F

from golden import exact_loss, hex_float, hex_words

assert torch.__version__.split("+")[0] == "2.6.0", torch.__version__
DTYPES = {"float32": torch.float32, "float64": torch.float64}
NAN, INF = float("nan"), float("inf")


def case(name, dtype, scores, i, j, y, margin, reduction, upstream, exact):
    scores = torch.as_tensor(scores, dtype=torch.float64).to(dtype).requires_grad_()
    y = torch.as_tensor(y, dtype=torch.float64).to(dtype)
    i, j = torch.as_tensor(i, dtype=torch.int64), torch.as_tensor(j, dtype=torch.int64)
    loss = F.margin_ranking_loss(scores[i], scores[j], y, margin=margin, reduction=reduction)
    loss.backward(torch.tensor(upstream, dtype=dtype))
    terms = F.margin_ranking_loss(scores.detach()[i], scores.detach()[j], y, margin=margin, reduction="none")
    bound = 0.0
    if not exact:
        # Each of the additions to an item rounds to at most half of the last place of the sum of magnitudes.
        size = y.abs().double() * abs(upstream) / (len(i) if reduction == "mean" else 1)
        sums, counts = torch.zeros(len(scores)).double(), torch.zeros(len(scores)).double()
        for index in (i, j):
            sums.index_add_(0, index, size)
            counts.index_add_(0, index, torch.ones(len(i)).double())
        bound = 2 * torch.finfo(dtype).eps * (counts * sums).max().item()
    return {
        "name": name, "margin": hex_float(margin), "reduction": reduction, "upstream": hex_float(upstream),
        "scores": hex_words(scores.detach()), "i": i.tolist(), "j": j.tolist(), "y": hex_words(y),
        "loss": hex_float(exact_loss(terms, reduction == "mean")), "grad": hex_words(scores.grad), "bound": hex_float(bound),
    }


def cases(dtype):
    g = torch.Generator().manual_seed(7)
    ints = lambda n, high: torch.randint(0, high, (n,), generator=g)
    signs = lambda n: 2 * ints(n, 2) - 1
    grid = lambda n: (ints(n, 65) - 32).double() / 8
    for items, n in ((1, 1), (2, 8), (5, 64), (40, 16), (64, 256), (300, 128)):
        for margin in (0.0, 0.5, -0.25):
            for reduction, upstream in (("sum", 1.0), ("mean", -2.0)):
                # Multiples of a power of two, and few: their sums are exact in any order.
                yield case("exact", dtype, grid(items), ints(n, items), ints(n, items), signs(n), margin, reduction, upstream, True)
    yield case("labels beyond signs", dtype, grid(9), ints(32, 9), ints(32, 9), ints(32, 7) - 3, 0.5, "sum", 0.5, True)
    yield case("items with themselves", dtype, grid(4), [0, 1, 1, 3], [0, 1, 2, 3], [1, -1, 1, 1], 1.0, "sum", 1.0, True)
    # Where an order could matter, NaN and infinities swallow it.
    wild = [NAN, INF, -INF, 1.0, 2.0, INF, 0.5]
    pairs = [(a, b) for a in range(7) for b in range(7)]
    yield case("NaN and Inf", dtype, wild, [a for a, _ in pairs], [b for _, b in pairs], signs(49), 0.5, "sum", 1.0, True)
    yield case("NaN label", dtype, grid(3), [0, 1, 0], [1, 2, 0], [NAN, 1, 1], 0.5, "sum", 1.0, True)
    yield case("Inf upstream", dtype, grid(6), ints(16, 6), ints(16, 6), signs(16), 0.0, "sum", INF, True)
    for items, n in ((10, 100), (1000, 300)):
        for reduction in ("sum", "mean"):
            y = torch.randn(n, generator=g, dtype=torch.float64)
            scores = torch.randn(items, generator=g, dtype=torch.float64)
            yield case("any values", dtype, scores, ints(n, items), ints(n, items), y, 0.3, reduction, 1.7, False)


def main():
    parts = ['"torch": "2.6.0"']
    for name, dtype in DTYPES.items():
        lines = [json.dumps(c, separators=(",", ":")) for c in cases(dtype)]
        parts.append(f'"{name}": [\n' + ",\n".join(lines) + "\n]")
        print(name, len(lines), "cases")
    path = pathlib.Path(__file__).with_name("indexed.json")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
