"""Makes golden.json: the margin ranking loss and its gradients as PyTorch computes them.

    pip install torch==2.6.0 numpy
    python golden.py            # writes golden.json next to this file; seeds are fixed

Format. One case per line, under its element type. Vectors are strings of fixed-width big-endian hex words, one per
element: the IEEE bits (float32 8 digits, float64 16, float16 and bfloat16 4). Scalars (margin, upstream, loss) are
float64 bits. A case holds

    name, margin, x1, x2, y (the target), upstream (the upstream gradient of 'none', one per pair)
    none: out, gx1, gy                      gradients with respect to x1 and to the target
    sum, mean: upstream (scalar), loss, gx1, gy
    stated: values another library's documentation gives, decimals within tol (only some cases)

There is no gx2: PyTorch's is -gx1 everywhere, asserted below. The loss of 'sum' and 'mean' is the exact sum of
PyTorch's 'none' terms, and that divided by N, rounded once to float64; null if the exact sum overflows the compute
precision. A scalar upstream is rounded to the compute precision: float64 for float64, else float32.

float32 and float64 are PyTorch's own outputs. float16 and bfloat16 are PyTorch's float32 outputs for the widened inputs
and the margin rounded to 16 bits, each rounded once to 16 bits; the loss sums the unrounded terms.
Every output is also checked here against the formula written out in numpy.
"""

import json
import math
import pathlib
import warnings
from collections import Counter
from fractions import Fraction
from itertools import cycle

import numpy as np
import torch
import torch.nn.functional as F

assert torch.__version__.split("+")[0] == "2.6.0", torch.__version__
warnings.simplefilter("ignore")  # PyTorch's deprecation and broadcasting warnings, numpy's on NaN and Inf

NAN, INF = math.nan, math.inf
DTYPES = {"float32": torch.float32, "float64": torch.float64, "float16": torch.float16, "bfloat16": torch.bfloat16}
INTS = {2: torch.int16, 4: torch.int32, 8: torch.int64}


# The reference.


def torch_loss(x1, x2, y, margin, reduction, upstream):
    x1, x2, y = (t.clone().requires_grad_() for t in (x1, x2, y))
    out = F.margin_ranking_loss(x1, x2, y, margin=margin, reduction=reduction)
    out.backward(upstream)
    return out.detach(), x1.grad, x2.grad, y.grad


def formula(x1, x2, y, m, g):
    """The loss element by element, independent of PyTorch; every operation rounds in the arrays' type."""
    d = x1 - x2
    u = (-y) * d + m
    out = np.where(np.isnan(u), u, np.where(u < 0, 0, u))
    gm = np.where(u >= 0, g, 0).astype(u.dtype)
    gx1 = gm * (-y)
    return out, gx1, -gx1, -(gm * d)


def same(a, b):
    """Equal bits, except that zeros have no sign and NaNs no payload."""
    return np.array_equal(np.asarray(a), np.asarray(b), equal_nan=True)


def round_to(margin, dtype):
    return torch.tensor(margin, dtype=torch.float64).to(dtype).double().item()


def exact_sum(terms):
    """Sum as a Fraction, or NaN or Inf; the terms are never negative."""
    terms = terms.tolist()
    if any(map(math.isnan, terms)):
        return NAN
    return INF if INF in terms else sum(map(Fraction, terms), Fraction(0))


def exact_loss(terms, mean):
    total, n = exact_sum(terms), len(terms)
    if isinstance(total, Fraction) and total > Fraction(torch.finfo(terms.dtype).max):
        return None
    if mean and n == 0:
        return NAN
    return float(total / n if mean else total)


def hex_words(t):
    width = t.element_size()
    return "".join(f"{b & (1 << 8 * width) - 1:0{2 * width}x}" for b in t.contiguous().view(INTS[width]).tolist())


def hex_float(v):
    return hex_words(torch.tensor([v], dtype=torch.float64))


# The cases, as float64 values; record rounds them to the element type.


def table():
    """One pair each: name, x1, x2, y, margin, upstream, out, gx1, gy. The expected values hold in every type."""
    return [
        ("tie passes", 1, 1, 1, 0, 1, 0, -1, 0),
        ("tie on the margin passes", 1.5, 1, 1, 0.5, 1, 0, -1, -0.5),
        ("inactive", 3, 1, 1, 0.5, 1, 0, 0, 0),
        ("label 0", 3, 1, 0, 0, 1, 0, 0, -2),
        ("label 0, margin", 3, 1, 0, 0.5, 1, 0.5, 0, -2),
        ("label 0, negative margin", 3, 1, 0, -0.5, 1, 0, 0, 0),
        ("label 2.5", 1, 2, 2.5, 0.5, 1, 3, -2.5, 1),
        ("NaN score", NAN, 2, 1, 0.5, 1, NAN, 0, NAN),
        ("NaN label", 1, 2, NAN, 0.5, 1, NAN, NAN, 0),
        ("Inf - Inf", INF, INF, 1, 0, 1, NAN, 0, NAN),
        ("Inf inactive", INF, 0, 1, 0, 1, 0, 0, NAN),
        ("-Inf active", -INF, 0, 1, 0, 1, INF, -1, INF),
        ("Inf, label 0", INF, 0, 0, 0, 1, NAN, 0, NAN),
        ("Inf label", 2, 1, INF, 0, 1, 0, NAN, 0),
        ("NaN margin", 2, 1, 1, NAN, 1, NAN, 0, 0),
        ("margin Inf", 2, 1, 1, INF, 1, INF, -1, -1),
        ("margin Inf, label -1", 2, 1, -1, INF, 1, INF, 1, -1),
        ("margin Inf against Inf", INF, 1, 1, INF, 1, NAN, 0, NAN),
        ("margin -Inf", 1, 2, 1, -INF, 1, 0, 0, 0),
        ("margin -Inf, label -1", 1, 2, -1, -INF, 1, 0, 0, 0),
        ("margin -Inf against Inf", -INF, 1, 1, -INF, 1, NAN, 0, NAN),
        ("upstream NaN, inactive", 3, 1, 1, 0.5, NAN, 0, 0, 0),
        ("upstream Inf, inactive", 3, 1, 1, 0.5, INF, 0, 0, 0),
        ("upstream Inf, label 0", 3, 1, 0, 0.5, INF, 0.5, NAN, -INF),
        ("upstream Inf, tie", 1.5, 1, 1, 0.5, INF, 0, -INF, -INF),
        ("upstream NaN, active", 1, 2, 1, 0, NAN, 1, NAN, NAN),
        ("margin -0", 1, 1, 1, -0.0, 1, 0, -1, 0),
    ]


def known_answers():
    """name, x1, x2, y, margin and the stated none, mean and sum."""
    mlx = [-0.573409, -0.765166, -0.0638], [0.75596, 0.225763, 0.256995], [1, 1, -1]
    return [
        ("Paddle", [1, 2, 3, 4], [2, 1, 2, 4], [1, -1, -1, -1], 0, None, 0.75, None),
        ("MLX", *mlx, 0, [1.329369, 0.990929, 0], None, None),
        ("MLX margin", *mlx, 0.5, [1.829369, 1.490929, 0.179205], None, None),
        ("MindSpore", [0.3864, -2.4093, -1.4076], [-0.6012, -1.6681, 1.2928], [-1, -1, 1], 0,
         [0.9876, 0, 2.7004], 1.2293333, 3.688),
        ("Burn", [1, 2, 3], [2, 1, 0.5], [1, -1, 1], 0.5, [1.5, 1.5, 0], None, None),
    ]


# Stated decimals have seven digits; 16-bit types lose more by rounding the scores.
STATED_TOL = {"float32": 1e-6, "float64": 1e-6, "float16": 3e-3, "bfloat16": 3e-2}

MARGINS = [0, -0.0, 0.5, 1, 0.1, 1 / 3, -0.5, -1e-3, NAN, INF, -INF, 1e300, 1e-40, -1e-50]
SCALARS = [1, 2.5, 1024, NAN, INF, 0.1, -INF, 0, -3]  # scalar upstreams, taken in turn


def specials(dtype):
    f = torch.finfo(dtype)
    tiny = f.tiny * f.eps  # the smallest subnormal
    magnitudes = [0.0, tiny, 5 * tiny, f.tiny - tiny, f.tiny, f.tiny * (1 + f.eps), f.eps, 0.1, 1 / 3, 0.5,
                  1 - f.eps / 2, 1, 1 + f.eps, 1.5, 2, 3, math.sqrt(f.max), f.max / 2, f.max, INF]
    return torch.tensor(magnitudes + [-v for v in magnitudes] + [NAN], dtype=torch.float64)


def nudge(t, ulps):
    bits = INTS[t.element_size()]
    return (t.view(bits) + ulps).to(bits).view(t.dtype)


class Draw:
    """Random float64 vectors, the same for every element type except where its special values are asked for."""

    def __init__(self, dtype):
        self.dtype, self.pool, self.gen = dtype, specials(dtype), torch.Generator().manual_seed(20250129)

    def randn(self, n, scale=1.0):
        return torch.randn(n, dtype=torch.float64, generator=self.gen) * scale

    def randint(self, low, high, n):
        return torch.randint(low, high, (n,), generator=self.gen)

    def special(self, n):
        return self.pool[self.randint(0, len(self.pool), n)]

    def ones(self, n):
        return torch.ones(n, dtype=torch.float64)

    def signs(self, n):
        return (self.randint(0, 2, n) * 2 - 1).double()

    def labels(self, n):
        """Half ±1, half special values."""
        return torch.where(self.randint(0, 2, n) == 0, self.signs(n), self.special(n))

    def int8s(self, n):
        pool = torch.tensor([1, -1, 1, -1, 0, 127, -128, 2])
        return pool[self.randint(0, len(pool), n)].double()

    def wide(self, n):
        """Magnitudes over many powers of two, so that the order of a sum shows."""
        return self.signs(n) * torch.exp2(self.randn(n, 4))

    def edge(self, n, margin, y):
        """Scores for which u is 0 or a step or two away from it: x2 = 0, x1 = margin / y moved by up to two ulps."""
        x1 = (round_to(margin, self.dtype) / y).to(self.dtype)
        return nudge(x1, self.randint(-2, 3, n)).double(), torch.zeros(n, dtype=torch.float64)

    def shifted_edge(self, n, margin, y):
        """As edge, with x2 drawn: now the difference of the scores rounds too."""
        x2 = self.randn(n).to(self.dtype).double()
        x1 = (x2 + y * round_to(margin, self.dtype)).to(self.dtype)
        return nudge(x1, self.randint(-1, 2, n)).double(), x2


def cases(dtype):
    """Yields name, margin, x1, x2, y, upstream vector, and stated values or None."""
    draw = Draw(dtype)
    one = lambda v: torch.tensor([v], dtype=torch.float64)

    for name, x1, x2, y, margin, upstream, *_ in table():
        yield "table: " + name, margin, one(x1), one(x2), one(y), one(upstream), None
    for name, x1, x2, y, margin, *stated in known_answers():
        x1, x2, y = (torch.tensor(v, dtype=torch.float64) for v in (x1, x2, y))
        yield "known answer: " + name, margin, x1, x2, y, draw.ones(len(y)), stated

    for shape in [(), (5,), (5, 5), (5, 5, 5)]:
        n = math.prod(shape)
        x1, x2, y = draw.randn(n, 5), draw.randn(n, 5), draw.randint(-9, 10, n).sign().double()
        for margin in (0, 1):
            yield f"shape {shape}", margin, x1, x2, y, draw.randn(n), None
    for n in (50, 15):
        x1, x2, y = draw.randn(n, 10), draw.randn(n, 10), draw.randn(n).sign()
        for margin in (0, 0.5):
            yield f"randn({n})*10", margin, x1, x2, y, draw.randn(n), None
    for bad, at1, at2 in ((NAN, [2], [4, 9]), (INF, [], [4, 7])):
        x1, x2, y = draw.randn(10), draw.randn(10), draw.signs(10)
        x1[at1], x2[at2] = bad, bad
        for margin in (0, 0.5):
            yield f"{bad} scores", margin, x1, x2, y, draw.randn(10), None
    x1, x2, y = draw.randn(40, 3), draw.randn(40, 3), draw.randint(-3, 4, 40).sign().double()
    yield "int64 sign labels", 0.5, x1, x2, y, draw.randn(40), None
    yield "int8 labels", 0.5, x1, x2, draw.int8s(40), draw.randn(40), None
    empty = one(0)[:0]
    yield "empty", 0.5, empty, empty, empty, empty, None

    for n in (1, 7, 64, 150):
        labels = {"signs": draw.signs(n), "absent": draw.ones(n), "int8": draw.int8s(n), "any": draw.randn(n)}
        for name, y in labels.items():
            yield f"finite, {name}", 0.1, draw.wide(n), draw.wide(n), y, draw.randn(n), None
    for margin in (0.1, 1 / 3, 1, -0.5):
        y = draw.signs(33)
        yield "edge, signs", margin, *draw.shifted_edge(33, margin, y), y, draw.randn(33), None
        y = draw.randn(32).to(dtype).double()
        yield "edge, any", margin, *draw.edge(32, margin, y), y, draw.randn(32), None
    for i, margin in enumerate(MARGINS):
        for n in (1, 7, (64, 64, 150)[i % 3]):
            yield "special", margin, draw.special(n), draw.special(n), draw.labels(n), draw.special(n), None
        yield "special, absent", margin, draw.special(11), draw.special(11), draw.ones(11), draw.special(11), None
        yield "special, int8", margin, draw.special(19), draw.special(19), draw.int8s(19), draw.special(19), None


# One case: PyTorch's outputs, checked against the formula.


def reduced(x1, x2, y, margin, reduction, upstream, terms):
    """The scalar-upstream outputs in the compute precision."""
    up = torch.tensor(upstream, dtype=x1.dtype)
    loss, gx1, gx2, gy = torch_loss(x1, x2, y, margin, reduction, up)
    with np.errstate(all="ignore"):
        g = up.numpy() / x1.numpy().dtype.type(len(y)) if reduction == "mean" else up.numpy()
        want = formula(x1.numpy(), x2.numpy(), y.numpy(), x1.numpy().dtype.type(margin), g)
    assert same(want[1], gx1) and same(want[2], gx2) and same(want[3], gy)
    exact = exact_loss(terms, reduction == "mean")
    if exact is not None:  # PyTorch's own sum is near the exact one, down to where its terms lose digits
        assert np.allclose(loss.item(), exact, rtol=1e-5, atol=0, equal_nan=True) or abs(exact) < 1e-30, (loss, exact)
    return exact, gx1, gy


def record(name, margin, x1, x2, y, upstream, stated, dtype, scalars, stats):
    x1, x2, y, upstream = (t.to(dtype) for t in (x1, x2, y, upstream))
    compute = torch.promote_types(dtype, torch.float32)
    rounded = round_to(margin, dtype)
    c1, c2, cy, cg = (t.to(compute) for t in (x1, x2, y, upstream))

    # PyTorch gets the margin as given where it computes in the element type: it must round it first by itself.
    m = rounded if compute != dtype else margin
    out, gx1, gx2, gy = torch_loss(c1, c2, cy, m, "none", cg)
    with np.errstate(all="ignore"):
        want = formula(c1.numpy(), c2.numpy(), cy.numpy(), c1.numpy().dtype.type(rounded), cg.numpy())
    for a, b in zip(want, (out, gx1, gx2, gy)):
        assert same(a, b), (name, dtype, margin)

    line = {"name": name, "margin": hex_float(margin)}
    line |= {"x1": hex_words(x1), "x2": hex_words(x2), "y": hex_words(y), "upstream": hex_words(upstream)}
    line["none"] = {k: hex_words(t.to(dtype)) for k, t in (("out", out), ("gx1", gx1), ("gy", gy))}
    for reduction in ("sum", "mean"):
        up = next(scalars)
        loss, rx1, ry = reduced(c1, c2, cy, m, reduction, up, out)
        line[reduction] = {"upstream": hex_float(up), "loss": None if loss is None else hex_float(loss),
                           "gx1": hex_words(rx1.to(dtype)), "gy": hex_words(ry.to(dtype))}
    if stated:
        stated = dict(zip(("none", "mean", "sum"), stated))
        line["stated"] = {k: v for k, v in stated.items() if v is not None} | {"tol": STATED_TOL[str(dtype)[6:]]}
        check_stated(line["stated"], out)
    if compute != dtype:
        count_native(stats, (x1, x2, y, margin, "none", upstream), (out, gx1, gx2, gy))
    elif dtype == torch.float32:
        # How many pairs catch a fused multiply-add, and how many cases a mean that multiplies by 1/N.
        wrong, g, n = fused(c1, c2, cy, rounded), torch.tensor(up, dtype=dtype), torch.tensor(float(len(y)))
        stats["fused differs"] += int(((wrong != out) & ~wrong.isnan()).sum())
        stats["1/N differs"] += int(not same(g * (1 / n), g / n))
    return line


def check_stated(stated, out):
    """PyTorch reproduces the decimals that the other library states."""
    for key, got in (("none", out), ("mean", out.mean()), ("sum", out.sum())):
        if key in stated:
            want = torch.tensor(stated[key], dtype=torch.float64)
            assert torch.allclose(got.double(), want, rtol=0, atol=stated["tol"]), (stated, out)


def fused(x1, x2, y, m):
    """The float32 loss with a fused multiply-add."""
    return (-y.double() * (x1 - x2).double() + m).clamp_min(0).float()


def count_native(stats, args, reference):
    """How far PyTorch's own 16-bit arithmetic, which rounds after every operation, is from the reference."""
    for key, native, ref in zip(("out", "gx1", "gx2", "gy"), torch_loss(*args), reference):
        ref = ref.to(native.dtype)
        differs = ~((native == ref) | (native.isnan() & ref.isnan()))
        steps = (ordinal(native) - ordinal(ref)).abs()
        kind = native.isnan() != ref.isnan()
        beyond = differs & (kind | (steps > 1))
        for what, count in (("values", ref.numel()), ("differ", differs.sum()), ("beyond one step", beyond.sum())):
            stats[f"{key} {what}"] += int(count)


def ordinal(t):
    """Neighbouring 16-bit floats are neighbouring integers."""
    bits = t.view(torch.int16).int()
    return torch.where(bits < 0, -(bits & 0x7FFF), bits)


# Facts that are not vectors.


def check_table():
    for dtype in DTYPES.values():
        for name, x1, x2, y, margin, upstream, out, gx1, gy in table():
            x1, x2, y, upstream = (torch.tensor([v], dtype=dtype) for v in (x1, x2, y, upstream))
            got = [t.item() for t in torch_loss(x1, x2, y, margin, "none", upstream)]
            assert same(got, [out, gx1, -gx1, gy]), (name, dtype, got)


def check_shapes():
    """Flattening loses nothing, a batch of one equals no batch, and integer labels equal float ones."""
    draw = Draw(torch.float32)
    for shape in [(), (5,), (5, 5), (5, 5, 5)]:
        n = math.prod(shape)
        x1, x2, y = draw.randn(n).float(), draw.randn(n).float(), draw.randint(-9, 10, n).sign()
        for margin in (0, 1):
            for reduction in ("none", "sum", "mean"):
                loss = lambda *t: F.margin_ranking_loss(*t, margin=margin, reduction=reduction)
                flat = loss(x1, x2, y.float())
                for s in (shape, (1, *shape)):
                    got = loss(x1.view(s), x2.view(s), y.view(s)).reshape(-1)
                    # A reduction's order follows the shape, so only its last bits may move.
                    assert torch.allclose(got, flat, rtol=1e-6) if reduction != "none" else torch.equal(got, flat)


def check_margin():
    """PyTorch's own 16-bit arithmetic also rounds the margin to the element type before it adds it."""
    for dtype in (torch.float16, torch.bfloat16):
        x1, x2 = torch.linspace(-1, 1, 4001).to(dtype), torch.zeros(4001, dtype=dtype)
        for margin in (0.1, 1 / 3, 1e300):
            loss = lambda m: F.margin_ranking_loss(x1, x2, torch.ones_like(x1), margin=m, reduction="none")
            assert torch.equal(loss(margin), loss(round_to(margin, dtype)))


def check_labels():
    """Why the vectors' integer labels are floats: PyTorch negates int8 as int8, where -128 stays -128."""
    x1, x2 = torch.tensor([3.0]), torch.tensor([1.0])
    loss = lambda dtype: F.margin_ranking_loss(x1, x2, torch.tensor([-128], dtype=dtype)).item()
    assert loss(torch.int8) == 0 and loss(torch.int64) == loss(torch.float32) == 256


def check_gradients():
    """PyTorch's gradients are those of its loss, away from the kink."""
    draw = Draw(torch.float64)
    for margin in (0, 0.5):
        x1, x2, y = (draw.randn(15, 10).requires_grad_() for _ in range(3))
        loss = lambda *t: F.margin_ranking_loss(*t, margin=margin, reduction="none")
        assert torch.autograd.gradcheck(loss, (x1, x2, y))


def error_of(kind, *args, **kwargs):
    try:
        F.margin_ranking_loss(*args, **kwargs)
    except kind as e:
        return str(e)
    raise AssertionError("no error")


def reductions():
    """The bad word's message, and what size_average and reduce select: [size_average, reduce, reduction]."""
    x, r = torch.ones(3), torch.nn.functional._Reduction
    error_of(RuntimeError, x, torch.ones(4), x)
    error_of(RuntimeError, x, x, torch.ones(4))
    choices = (None, True, False)
    assert r.get_enum("elementwise_mean") == r.get_enum("mean")
    return {
        "bad word": {"word": "abc", "error": error_of(ValueError, x, x, x, reduction="abc")},
        "legacy": [[a, b, r.legacy_get_string(a, b, emit_warning=False)] for a in choices for b in choices],
    }


def main():
    check_table()
    check_shapes()
    check_margin()
    check_labels()
    check_gradients()
    parts = ['"torch": "2.6.0"', '"reductions": ' + json.dumps(reductions())]
    for name, dtype in DTYPES.items():
        scalars, stats = cycle(SCALARS), Counter()
        lines = [json.dumps(record(*c, dtype, scalars, stats), separators=(",", ":")) for c in cases(dtype)]
        parts.append(f'"{name}": [\n' + ",\n".join(lines) + "\n]")
        print(name, len(lines), "cases", dict(stats))
    path = pathlib.Path(__file__).with_name("golden.json")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
