"""The cases of indexed.json: pairs by index, as autograd accumulates them. golden.py runs this and describes the format.

Inputs: margin; reduction; upstream, the gradient that arrives; pairs, their number; scores, one an item; i and j, the
items of each pair, as integers or as "below", a bound and a seed; y, the labels.

Outputs: loss, the exact sum of PyTorch's losses, divided by their number if reduction is mean, rounded once to float64;
grad, PyTorch's gradient with respect to scores; bound, how far another order of addition may be from that: 0 where
every partial sum is exact. For float16 and bfloat16 both are those of the widened scores, grad rounded once to 16 bits.
"""

import json
from itertools import count

import torch
import torch.nn.functional as F

from vectors import DTYPES, RECIPES, array, compute_type, digest, exact_sum, integers, longest, rounded, tensor, text, texts

LONGEST = longest(10)  # items of a case whose gradients are stored one by one


def cases():
    seeds = count(1)

    def case(name, items, pairs, margin, reduction, upstream, **inputs):
        drawn = {"scores": "grid", "i": f"below {items}", "j": f"below {items}", "y": "sign"} | inputs
        drawn = {k: f"{v} {next(seeds)}" if v in RECIPES or v == f"below {items}" else v for k, v in drawn.items()}
        return name, items, dict(margin=margin, reduction=reduction, upstream=upstream, pairs=str(pairs)) | drawn

    for items, n in ((1, 1), (2, 8), (5, 64), (40, 16), (64, 256), (300, 128)):
        for margin in ("0", "0.5", "-0.25"):
            for reduction, upstream in (("sum", "1"), ("mean", "-2")):
                # Multiples of a power of two, and few: their sums are exact in any order.
                yield case("exact", items, n, margin, reduction, upstream)
    yield case("labels beyond signs", 9, 32, "0.5", "sum", "0.5", y="seven")
    yield case("items with themselves", 4, 4, "1", "sum", "1", i="0 1 1 3", j="0 1 2 3", y="1 -1 1 1")
    yield case("items with themselves, ties", 4, 4, "0", "sum", "1", i="0 1 1 3", j="0 1 2 3", y="1 -1 1 1")
    # Where an order could matter, NaN and infinities swallow it.
    yield case("NaN and Inf", 7, 49, "0.5", "sum", "1", scores="NaN Inf -Inf 1 2 Inf 0.5",
               i=" ".join(str(k // 7) for k in range(49)), j=" ".join(str(k % 7) for k in range(49)))
    yield case("NaN label", 3, 3, "0.5", "sum", "1", i="0 1 0", j="1 2 0", y="NaN 1 1")
    yield case("Inf upstream", 6, 16, "0", "sum", "Inf")
    yield case("no pairs", 3, 0, "0.5", "mean", "1", i="", j="", y="")
    for items, n in ((9, 100), (20, 300)):
        for reduction in ("sum", "mean"):
            yield case("any values", items, n, "0.3", reduction, "1.7", scores="wide", y="wide")


def record(name, items, inputs, dtype):
    n, reduction = int(inputs["pairs"]), inputs["reduction"]
    scores = tensor(array(inputs["scores"], items, dtype), dtype).requires_grad_()
    y = tensor(array(inputs["y"], n, dtype), dtype)
    i, j = (torch.tensor(integers(inputs[k], n), dtype=torch.long) for k in ("i", "j"))
    upstream = torch.tensor(float(inputs["upstream"]), dtype=scores.dtype)
    margin = float(inputs["margin"])
    if compute_type(dtype) != DTYPES[dtype]:
        margin = rounded(margin, dtype)
    F.margin_ranking_loss(scores[i], scores[j], y, margin=margin, reduction=reduction).backward(upstream)
    terms = F.margin_ranking_loss(scores.detach()[i], scores.detach()[j], y, margin=margin, reduction="none")
    loss = exact_sum(terms.tolist())
    if reduction == "mean":
        loss = loss / n if n else float("nan")
    grad = scores.grad.to(DTYPES[dtype])
    result = {"loss": text(float(loss)), "grad": texts(grad.tolist(), dtype)}
    if name == "any values":
        result["bound"] = text(order_bound(scores.grad, i, j, y, upstream / n if reduction == "mean" else upstream, dtype))
    elif items > LONGEST:
        result["grad"] = digest(grad.tolist())
    return result


def order_bound(grad, i, j, y, upstream, dtype):
    """Each of the additions to an item rounds to at most half of the last place of the sum of magnitudes."""
    sums, counts = torch.zeros(len(grad)).double(), torch.zeros(len(grad)).double()
    for index in (i, j):
        sums.index_add_(0, index, (y * upstream).abs().double())
        counts.index_add_(0, index, torch.ones(len(i)).double())
    bound = 2 * torch.finfo(grad.dtype).eps * (counts * sums).max().item()
    if grad.dtype != DTYPES[dtype]:  # and then it may be rounded to the neighbour
        bound += torch.finfo(DTYPES[dtype]).eps * grad.abs().max().item()
    return float(f"{bound:.3g}")


def main():
    done = []
    for name, items, inputs in cases():
        outputs = {dtype: record(name, items, inputs, dtype) for dtype in DTYPES}
        done.append({"name": name, "n": items, "inputs": inputs, "outputs": outputs})
    print(json.dumps({"torch": torch.__version__, "cases": done}))


if __name__ == "__main__":
    main()
