"""The cases of lists.json: all pairs of lists, one by one. golden.py runs this and describes the format.

Inputs: margin; upstream, the gradient that arrives; lengths of the lists; scores; relevance; mask, where 0 leaves an
item out, or nothing. Scores may be "near" and a seed: their differences are the margin, or nearly so.

Outputs are what torch.nn.functional.margin_ranking_loss gives for the explicit pairs: pairs, their number; active, how
many of them get a gradient; loss, the exact sum of their losses, rounded once to float64; sum and mean, the gradients
of the scores. Each pair's gradients are autograd's, in the precision that computes with the element type. Those of an
item are added up exactly and rounded once to float64. Scores of 16 bits are widened to float32, as everywhere.
"""

import json
import math
from itertools import count

import torch
import torch.nn.functional as F

from vectors import (DTYPES, NAN, Words, array, compute_type, digest, exact_sum, integers, longest, nudged, rounded, tensor,
                     text, texts)

LONGEST = longest(7)  # items of a case whose gradients are stored one by one
SHAPES = [[2], [5], [3, 0, 1, 3], [15], [15, 30], [60], [80, 5]]
MARGINS = ["0", "1", "0.1", "-0.25", "0.5", "Inf", "-Inf", "NaN", "1e-3"]
UPSTREAMS = ["1", "-0.375", "2.5", "Inf", "0.3", "NaN"]


def cases():
    seeds, k = count(1), 0
    for lengths in [], [0], [1]:
        yield dict(margin="0.5", upstream="1", lengths=" ".join(map(str, lengths)), scores=" ".join("3" * sum(lengths)),
                   relevance=" ".join("1" * sum(lengths)), mask="")
    for lengths in SHAPES:
        n = sum(lengths)
        for kind in "wide", "tie", "near", "infinite", "nan":
            for levels in (2, 5) if n == 7 else (40, 5) if n > LONGEST and kind != "tie" else (3,):
                k += 1
                margin = MARGINS[k % len(MARGINS)] if k % 3 else "0.1"
                scores = f"{kind} {next(seeds)}"
                if kind == "near" and not math.isfinite(float(margin)):
                    margin = "0.5"
                relevance, mask = f"below {levels} {next(seeds)}", f"below 6 {next(seeds)}" if k % 2 else ""
                if n <= LONGEST:  # numbers, as far as they don't depend on the type
                    if kind != "near":
                        scores = " ".join("NaN" if v != v else f"{v:.3g}".replace("inf", "Inf") for v in array(scores, n, "float64"))
                    relevance = " ".join(str(v - 1) for v in integers(relevance, n))
                    mask = " ".join(str(int(v > 0)) for v in integers(mask, n))
                yield dict(margin=margin, upstream=UPSTREAMS[k % 6], lengths=" ".join(map(str, lengths)), scores=scores,
                           relevance=relevance, mask=mask)


def scores_of(inputs, n, dtype):
    if not inputs["scores"].startswith("near"):
        return array(inputs["scores"], n, dtype)
    words, m = Words(int(inputs["scores"].split()[1])), rounded(float(inputs["margin"]), dtype)
    draws = [words.next() for _ in range(n)]
    return [nudged(rounded(w % 4 * m + 0.7, dtype), (w >> 8) % 5 - 2, dtype) for w in draws]


def pairs(lengths, relevance, mask):
    """All (i, j) of a list where i has the higher relevance."""
    first, found = 0, []
    for n in lengths:
        items = [k for k in range(first, first + n) if mask[k]]
        found += [(i, j) for i in items for j in items if relevance[i] > relevance[j]]
        first += n
    return torch.tensor(found, dtype=torch.long).reshape(-1, 2).T


def added(values):
    """The exact sum, rounded once."""
    odd = {v for v in values if not math.isfinite(v)}
    return math.fsum(values) if not odd else odd.pop() if len(odd) == 1 else NAN


def gradients(scores, i, j, margin, reduction, upstream):
    """What each item gets from its pairs."""
    x1, x2 = scores[i].requires_grad_(), scores[j].requires_grad_()
    loss = F.margin_ranking_loss(x1, x2, torch.ones_like(x1), margin=margin, reduction=reduction)
    loss.backward(torch.tensor(upstream, dtype=scores.dtype))
    shares = [[] for _ in scores]
    for index, grad in ((i, x1.grad), (j, x2.grad)):
        for item, share in zip(index.tolist(), grad.tolist()):
            shares[item].append(share)
    sums = [added(s) for s in shares]

    # Autograd, left to add them up by itself, comes near.
    whole = scores.double().clone().requires_grad_()
    x1, x2 = whole[i].to(scores.dtype), whole[j].to(scores.dtype)
    F.margin_ranking_loss(x1, x2, torch.ones_like(x1), margin=margin, reduction=reduction).backward(torch.tensor(upstream, dtype=scores.dtype))
    assert torch.allclose(whole.grad, torch.tensor(sums, dtype=torch.float64), rtol=1e-12, atol=1e-12, equal_nan=True)
    return sums


def record(inputs, dtype):
    lengths, upstream = integers(inputs["lengths"], 0), float(inputs["upstream"])
    n = sum(lengths)
    scores = tensor(scores_of(inputs, n, dtype), dtype)
    relevance = integers(inputs["relevance"], n)
    mask = integers(inputs["mask"], n) if inputs["mask"] else [1] * n
    margin = float(inputs["margin"])
    if compute_type(dtype) != DTYPES[dtype]:
        margin = rounded(margin, dtype)
    i, j = pairs(lengths, relevance, mask)
    x1, x2 = scores[i].requires_grad_(), scores[j]
    terms = F.margin_ranking_loss(x1, x2, torch.ones_like(x2), margin=margin, reduction="none")
    terms.sum().backward()
    result = {"pairs": str(len(i)), "active": str((x1.grad != 0).sum().item()), "loss": text(float(exact_sum(terms.tolist())))}
    if len(i):
        for r in ("sum", "mean"):
            grad = gradients(scores, i, j, margin, r, upstream)
            result[r] = texts(grad) if n <= LONGEST else digest(grad)
    return result


def main():
    done = []
    for inputs in cases():
        name = f"lists of {inputs['lengths'] or 'no'} items"
        outputs = {dtype: record(inputs, dtype) for dtype in DTYPES}
        done.append({"name": name, "n": sum(integers(inputs["lengths"], 0)), "inputs": inputs, "outputs": outputs})
    print(json.dumps({"torch": torch.__version__, "cases": done}))


if __name__ == "__main__":
    main()
