"""The cases of pairs.json, and what the running PyTorch makes of them. golden.py runs this and describes the format.

float32 and float64 are PyTorch's own outputs. float16 and bfloat16 are PyTorch's float32 outputs for the widened inputs
and the margin rounded to 16 bits, each rounded once to 16 bits; the loss sums the unrounded terms. Every output is also
checked against the formula written out in single operations.

With weights a case is (w * losses).sum() / w.sum() and autograd's gradients; with margins, each pair's loss is a call of
its own. Weights are multiples of 1/64, so that their sum is exact in any order, as is its rounding. Where a weight is 0
all values are finite: there PyTorch's 0 * NaN is NaN, and the library's is 0.

squared.py runs this with the square of every loss, as torch.Tensor.square and its autograd compute it.
"""

import json
import math
from collections import Counter
from fractions import Fraction
from itertools import count, cycle

import torch
import torch.nn.functional as F

import facts
from vectors import (DTYPES, INCLUSIVE, NAN, Words, array, compute_type, digest, exact_sum,
                     longest, nudged, rounded, same, specials, tensor, text, texts)

LONGEST = longest(8)  # pairs of a case whose outputs are stored one by one
SCALARS = cycle(["1", "2.5", "NaN", "0.1", "Inf", "1024", "-Inf", "-3", "0"])  # upstream gradients of sums and means
MARGINS = ["0", "-0", "0.5", "1", "0.1", "0.3333333333333333", "-0.5", "-1e-3", "NaN", "Inf", "-Inf", "1e300", "1e-40", "-1e-50"]


# The cases.


def table():
    """One pair each: name, x1, x2, y, margin, upstream. The last row of numbers is what a pair gives up to PyTorch 2.13."""
    return [
        ("tie", 1, 1, 1, 0, 1, (0, -1, 0)),
        ("tie on the margin", 1.5, 1, 1, 0.5, 1, (0, -1, -0.5)),
        ("tie on the margin, label -1", 1, 1.5, -1, 0.5, 1, (0, 1, 0.5)),
        ("tie on the margin, label 2", 1.25, 1, 2, 0.5, -3, (0, 6, 0.75)),
        ("tie on a negative margin", 1, 1.5, 1, -0.5, 1, (0, -1, 0.5)),
        ("tie, margin -0", 1, 1, 1, "-0", 1, (0, -1, 0)),
        ("tie, upstream Inf", 1.5, 1, 1, 0.5, "Inf", (0, "-Inf", "-Inf")),
        ("tie, upstream NaN", 1.5, 1, 1, 0.5, "NaN", (0, "NaN", "NaN")),
        ("tie of equal scores, upstream Inf", 1, 1, 1, 0, "Inf", (0, "-Inf", "NaN")),
        ("tie, label 0, upstream Inf", 3, 1, 0, 0, "Inf", (0, "NaN", "-Inf")),
        ("label 0", 3, 1, 0, 0, 1, (0, 0, -2)),
        ("label 0, margin", 3, 1, 0, 0.5, 1, (0.5, 0, -2)),
        ("label 0, negative margin", 3, 1, 0, -0.5, 1, (0, 0, 0)),
        ("inactive", 3, 1, 1, 0.5, 1, (0, 0, 0)),
        ("label 2.5", 1, 2, 2.5, 0.5, 1, (3, -2.5, 1)),
        ("NaN score", "NaN", 2, 1, 0.5, 1, ("NaN", 0, "NaN")),
        ("NaN label", 1, 2, "NaN", 0.5, 1, ("NaN", "NaN", 0)),
        ("Inf - Inf", "Inf", "Inf", 1, 0, 1, ("NaN", 0, "NaN")),
        ("Inf inactive", "Inf", 0, 1, 0, 1, (0, 0, "NaN")),
        ("-Inf active", "-Inf", 0, 1, 0, 1, ("Inf", -1, "Inf")),
        ("Inf, label 0", "Inf", 0, 0, 0, 1, ("NaN", 0, "NaN")),
        ("Inf label, inactive", 2, 1, "Inf", 0, 1, (0, "NaN", 0)),
        ("NaN margin", 2, 1, 1, "NaN", 1, ("NaN", 0, 0)),
        ("margin Inf", 2, 1, 1, "Inf", 1, ("Inf", -1, -1)),
        ("margin Inf, label -1", 2, 1, -1, "Inf", 1, ("Inf", 1, -1)),
        ("margin Inf against Inf", "Inf", 1, 1, "Inf", 1, ("NaN", 0, "NaN")),
        ("margin -Inf", 1, 2, 1, "-Inf", 1, (0, 0, 0)),
        ("margin -Inf, label -1", 1, 2, -1, "-Inf", 1, (0, 0, 0)),
        ("margin -Inf against Inf", "-Inf", 1, 1, "-Inf", 1, ("NaN", 0, "NaN")),
        ("upstream NaN, inactive", 3, 1, 1, 0.5, "NaN", (0, 0, 0)),
        ("upstream Inf, inactive", 3, 1, 1, 0.5, "Inf", (0, 0, 0)),
        ("upstream Inf, label 0", 3, 1, 0, 0.5, "Inf", (0.5, "NaN", "-Inf")),
        ("upstream NaN, active", 1, 2, 1, 0, "NaN", (1, "NaN", "NaN")),
    ]


def known_answers():
    """From other libraries: name, x1, x2, y, margin, and the losses, their mean and their sum as far as they are stated."""
    mlx = "-0.573409 -0.765166 -0.0638", "0.75596 0.225763 0.256995", "1 1 -1"
    return [
        ("Paddle", "1 2 3 4", "2 1 2 4", "1 -1 -1 -1", "0", "", "0.75", ""),
        ("MLX", *mlx, "0", "1.329369 0.990929 0", "", ""),
        ("MLX, margin", *mlx, "0.5", "1.829369 1.490929 0.179205", "", ""),
        ("MindSpore", "0.3864 -2.4093 -1.4076", "-0.6012 -1.6681 1.2928", "-1 -1 1", "0", "0.9876 0 2.7004", "1.2293333", "3.688"),
        ("Burn", "1 2 3", "2 1 0.5", "1 -1 1", "0.5", "1.5 1.5 0", "", ""),
    ]


class Seeds:
    """Texts of arrays, each with a seed of its own: recipes for long ones, numbers for short ones."""

    def __init__(self):
        self.seeds = count(1)

    def __call__(self, name, n):
        recipe = f"{name} {next(self.seeds)}"
        if name in ("wide", "sign", "sign0", "int8", "one", "weight", "weight0") and n <= 15:
            # Three digits in decimal are enough to fill a binary significand.
            return " ".join(f"{v:.3g}" if name == "wide" else text(v) for v in array(recipe, n, "float64"))
        return recipe


def cases():
    """Yields name, number of pairs, and the inputs by name."""
    draw = Seeds()

    def pairs(name, n, margin, x1="wide", x2="wide", y="sign", upstream="wide", weights="", margins=""):
        columns = {"x1": x1, "x2": x2, "y": y, "weights": weights, "margins": margins, "upstream": upstream}
        return name, n, {"margin": margin} | {k: draw(v, n) for k, v in columns.items() if v}

    for name, x1, x2, y, margin, upstream, _ in table():
        yield "table: " + name, 1, dict(margin=str(margin), x1=str(x1), x2=str(x2), y=str(y), upstream=str(upstream))
    for name, x1, x2, y, margin, *stated in known_answers():
        n = len(y.split())
        inputs = dict(margin=margin, x1=x1, x2=x2, y=y, upstream=" ".join("1" * n))
        yield "known answer: " + name, n, inputs | {"stated " + k: v for k, v in zip(("none", "mean", "sum"), stated) if v}
    yield "empty", 0, dict(margin="0.5", x1="", x2="", y="", upstream="")

    # PyTorch's own tests.
    for shape in [(), (5,), (5, 5), (5, 5, 5)]:
        for margin in ("0", "1"):
            yield pairs(f"shape {shape}", math.prod(shape), margin, y="sign0")
    for n in (15, 50):
        for margin in ("0", "0.5"):
            yield pairs(f"{n} pairs", n, margin)
    for margin in ("0", "0.5"):
        for bad, at1, at2 in (("NaN", [2], [4, 9]), ("Inf", [], [4, 7])):
            name, n, inputs = pairs(bad + " scores", 10, margin)
            for column, places in (("x1", at1), ("x2", at2)):
                values = inputs[column].split()
                for i in places:
                    values[i] = bad
                inputs[column] = " ".join(values)
            yield name, n, inputs
    yield pairs("int64 sign labels", 40, "0.5", y="sign0")

    # Every form of labels.
    for n in (5, 64, 150):
        for y in ("sign", "one", "int8", "wide"):
            yield pairs("labels: " + y, n, "0.1", y=y)
    # u is 0, or a step or two away from it.
    for margin in ("0.1", "0.3333333333333333", "1", "-0.5"):
        yield pairs("edge, signs", 100, margin, x1="edge")
    for margin in ("0.1", "-0.5"):
        yield pairs("edge, signs", 6, margin, x1="edge")
        for n in (6, 100):
            yield pairs("edge, any label", n, margin, x1="edge", x2="zero", y="wide")
    for i, margin in enumerate(MARGINS):
        if i % 2 == 0:
            yield pairs("special", 5, margin, "special", "special", "label", "special")
        n, y = ((64, "one"), (150, "label"), (37, "int8"))[i % 3]
        yield pairs("special", n, margin, "special", "special", y, "special")

    # Weights and margins.
    for n in (4, 100):
        for y in ("sign", "one", "int8", "wide"):
            for w, m in (("weight0", ""), ("", "wide"), ("weight0", "wide")):
                if n > LONGEST or w and m or y == "sign":
                    yield pairs("labels: " + y, n, "0.5", y=y, weights=w, margins=m)
    for n in (1, 64):
        yield pairs("labels: sign", n, "0.5", weights="weight", margins="wide")
    for n in (6, 100):
        yield pairs("edge, weights", n, "0.1", x1="edge", weights="weight0")
        yield pairs("edge, weights and margins", n, "7", x1="edge", weights="weight", margins="wide")
    yield pairs("tie, margins of -0", 3, "1", x1="one", x2="one", weights="weight", margins="minus0")
    yield pairs("special", 5, "0.5", "special", "special", "label", "special", "weight", "special")
    for n in (64, 90):
        yield pairs("special", n, "0.5", "special", "special", "label", "special", "weight", "special")
        yield pairs("special", n, "0.5", "special", "special", "label", "special", "weight")
        yield pairs("special", n, "0", "special", "special", "one", "special", "", "special")


def columns(n, inputs, dtype):
    """The arrays of a case as values of the element type; the margin of each pair."""
    a = {k: array(v, n, dtype) for k, v in inputs.items() if k in ("x1", "x2", "y", "weights", "margins", "upstream") and not v.startswith("edge")}
    margins = a.get("margins", [rounded(float(inputs["margin"]), dtype)] * n)
    if "x1" not in a:  # "edge": the score for which u is 0, as far as it can be, moved by up to two steps
        words = Words(int(inputs["x1"].split()[1]))
        a["x1"] = [nudged(rounded(x2 + m / y, dtype), words.next() % 5 - 2, dtype) for x2, y, m in zip(a["x2"], a["y"], margins)]
    return a, margins


# What PyTorch makes of a case.


def hinges(x1, x2, y, margin, margins):
    """One hinge a pair. Each pair's own margin needs a call of its own."""
    if margins is None:
        return F.margin_ranking_loss(x1, x2, y, margin=margin, reduction="none")
    each = [F.margin_ranking_loss(*p, margin=m) for *p, m in zip(x1, x2, y, margins)]
    return torch.stack(each) if each else x1


def outputs(x1, x2, y, margin, margins, weights, reduction, upstream, power):
    x1, x2, y = (t.clone().requires_grad_() for t in (x1, x2, y))
    if margins is None and weights is None and power == 1:
        out = F.margin_ranking_loss(x1, x2, y, margin=margin, reduction=reduction)
    else:
        out = hinges(x1, x2, y, margin, margins)
        out = out if power == 1 else out.square()
        out = out if weights is None else weights * out
        if reduction != "none":
            out = out.sum()
        if reduction == "mean":
            out = out / (len(y) if weights is None else weights.sum())
    out.backward(upstream)
    assert same(x2.grad, -x1.grad)
    return out.detach(), x1.grad, y.grad


def formula(x1, x2, y, m, w, g, power):
    """The loss pair by pair, in single operations and without autograd: out, gx1, gy, u."""
    d = x1 - x2
    u = (-y) * d + (m + 0.0)
    active = u >= 0 if INCLUSIVE else u > 0
    h = torch.where(u < 0, 0, u)
    gm = torch.where(active, w * g if power == 1 else (w * g) * (2 * h), 0)
    return w * (h if power == 1 else h * h), gm * (-y), -(gm * d), u


def passes(u):
    """Through how many pairs PyTorch passes a gradient."""
    x = (-u).requires_grad_()
    F.margin_ranking_loss(x, torch.zeros_like(u), torch.ones_like(u), reduction="sum").backward()
    return (x.grad != 0).sum().item()


def gradients(r, n, gx1, gy, narrow, dtype):
    """Stores the gradients, one by one or, of many pairs, as one digest."""
    if n > LONGEST:
        return {r: digest(narrow(gx1) + narrow(gy))}
    return {r + " gx1": texts(narrow(gx1), dtype), r + " gy": texts(narrow(gy), dtype)}


def record(name, n, inputs, dtype, caught, power):
    a, margins = columns(n, inputs, dtype)
    x1, x2, y, up = (tensor(a[k], dtype) for k in ("x1", "x2", "y", "upstream"))
    w = tensor(a["weights"], dtype) if "weights" in a else None
    # PyTorch gets the margin as given where it computes in the element type: it must round it first by itself.
    margin = float(inputs["margin"])
    if compute_type(dtype) != DTYPES[dtype]:
        margin = rounded(margin, dtype)
    m, ones = tensor(margins, dtype), torch.ones(n, dtype=up.dtype)
    narrow = lambda t: t.to(DTYPES[dtype]).tolist()
    args = x1, x2, y, margin, a.get("margins"), w

    out, gx1, gy = outputs(*args, "none", up, power)
    want = formula(x1, x2, y, m, ones if w is None else w, up, power)
    u = want[3]
    assert all(map(same, want, (out, gx1, gy))), (name, dtype)
    results = {"out": digest(narrow(out)) if n > LONGEST else texts(narrow(out), dtype)} | gradients("none", n, gx1, gy, narrow, dtype)

    total = n if w is None else sum(map(Fraction, w.tolist()))
    assert w is None or total == Fraction(w.sum().item())
    divisor = torch.tensor(float(total), dtype=up.dtype)
    exact = exact_sum(out.tolist())
    for r, upstream in zip(("sum", "mean"), inputs["scalars"].split()):
        g = torch.tensor(float(upstream), dtype=up.dtype)
        value, gx1, gy = outputs(*args, r, g, power)
        want = formula(x1, x2, y, m, ones if w is None else w, g / divisor if r == "mean" else g, power)
        assert same(want[1], gx1) and same(want[2], gy), (name, dtype, r)
        # The loss is the exact one, unless it overflows the precision that PyTorch computes with.
        if not isinstance(exact, Fraction) or exact <= Fraction(torch.finfo(out.dtype).max):
            loss = exact if r == "sum" else exact / total if total else NAN
            assert math.isclose(value.item(), loss, rel_tol=1e-5, abs_tol=1e-30) or value.isnan() and loss != loss, (name, dtype, r)
            results["loss"] = results.get("loss", text(float(loss)))
        results |= gradients(r, n, gx1, gy, narrow, dtype)

    counted = ones > 0 if w is None else w != 0
    results |= {"active": str(passes(u[counted])), "wrong": str((y * (x1 - x2) < 0)[counted].sum().item())}
    if dtype == "float32":
        count_caught(caught, x1, x2, y, m, u, g, divisor)
    return results


def count_caught(caught, x1, x2, y, m, u, g, divisor):
    """How many pairs catch the wrong boundary, and a fused multiply-add; how many cases a mean that multiplies by 1/N."""
    caught["boundary"] += int((u == 0).sum())
    fused = (-y.double() * (x1 - x2).double() + m).float()
    caught["fused"] += int(((fused != u) & ~fused.isnan()).sum())
    caught["1/N"] += not same(g * (1 / divisor), g / divisor)


def check_table(by_name):
    """The table says what PyTorch does. The gradients of ties are 0 from 2.14 on."""
    for name, x1, x2, y, margin, upstream, want in table():
        if not INCLUSIVE and float(margin) - float(y) * (float(x1) - float(x2)) == 0:
            want = want[0], 0, 0
        for dtype, results in by_name["table: " + name].items():
            assert [results[k] for k in ("out", "none gx1", "none gy")] == list(map(str, want)), (name, dtype, want)


def check_stated(inputs, results):
    """PyTorch reproduces the decimals that another library states."""
    out = [float(v) for v in results["out"].split()] if inputs.keys() & {"stated none", "stated mean", "stated sum"} else []
    for key, got in ("none", out), ("mean", [sum(out) / max(len(out), 1)]), ("sum", [sum(out)]):
        want = [float(v) for v in inputs.get("stated " + key, "").split()]
        assert all(abs(a - b) < 1e-6 for a, b in zip(got, want))


def scalars(name, n, inputs):
    """The upstream gradients of the sum and of the mean."""
    if n == 1:  # of one pair they give what 'none' gives
        return f"{inputs['upstream']} {inputs['upstream']}"
    # Not finite ones belong to short cases and to special values, but not to weights of 0.
    finite = n > LONGEST and "special" not in name or 0 in array(inputs.get("weights", ""), n, "float64")
    return " ".join(next(s for s in SCALARS if math.isfinite(float(s)) and float(s) or not finite) for _ in range(2))


def main(power=1):
    """Prints the results. Of the squares there are neither stated ones nor a table."""
    facts.check()
    done, by_name, caught = [], {}, Counter()
    for name, n, inputs in cases():
        if power == 2 and name.startswith(("known answer", "shape")):
            continue
        inputs |= {"scalars": scalars(name, n, inputs)} | ({"p": "2"} if power == 2 else {})
        results = {dtype: record(name, n, inputs, dtype, caught, power) for dtype in DTYPES}
        check_stated(inputs, results["float32"])
        by_name[name] = results
        done.append({"name": name, "n": n, "inputs": inputs, "outputs": results})
    if power == 1:
        check_table(by_name)
    assert caught["boundary"] > 50 and caught["fused"] > 50 and caught["1/N"] > 5, caught
    pools = {dtype: " ".join(text(v, dtype) for v in specials(dtype)) for dtype in DTYPES}
    print(json.dumps({"torch": torch.__version__, "specials": pools, "facts": facts.reductions(), "cases": done}))


if __name__ == "__main__":
    main()
