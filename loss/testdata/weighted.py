"""Makes weighted.json: lists with weights, by PyTorch over explicit pairs, and with lambda weights by Rax.

    python3 -m venv torch && torch/bin/pip install 'torch==2.6.*'
    python3 -m venv rax && rax/bin/pip install 'rax==0.4.*'
    python3 weighted.py torch/bin/python rax/bin/python

Run it outside of any environment; it needs neither itself. Neither the library nor its tests need Python.

A file holds the versions, and cases, one a line: p, the power of the hinge; margin; topk, 0 for all ranks; offsets; scores, relevance and weights of the items;
lambda, whether pairs are weighed by the change of NDCG; by, the library. All is computed in float64. The scores are such that no pair is
exactly on the margin. Results: lists, the sum of each list; mean, the sum over all lists divided by the weight of all pairs; perlist, the mean of
the lists' means; sum_grad, mean_grad and perlist_grad, the gradients of these with respect to the scores.

Rax's pairwise_hinge_loss has margin 1. Its lambda weights are multiplied by the number of items of the list, which is divided out here. It passes the
weights of items to the lambda weights, too: here it does not.
"""

import json
import pathlib
import random
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def cases():
    r = random.Random(1)
    for k in range(60):
        p = 1 if k < 36 else 2  # Rax has no squares
        lengths = [[2], [5], [12], [4, 0, 7, 1], [20], [9, 3]][k % 6]
        n, levels = sum(lengths), [2, 5, 50][k // 6 % 3]
        yield dict(
            by="rax" if k % 3 == 2 and p == 1 else "torch",
            p=p,
            margin=1.0 if k % 3 == 2 else [0.3, -0.25, 1.0, 0.0][k % 4],
            topk=[0, 3, 1, 10][k % 4],
            offsets=[sum(lengths[:i]) for i in range(len(lengths) + 1)],
            scores=[round(r.gauss(0, 1), 3) + 1e-4 * i for i in range(n)],
            relevance=[r.randrange(levels) / (1 if levels < 50 else 16) for _ in range(n)],
            weights=[1.0] * n if k % 5 == 0 else [r.randrange(0, 16) / 8 for _ in range(n)],
            **{"lambda": k % 3 == 2 or k % 2 == 0},
        )


def torch_results(case):
    import torch
    import torch.nn.functional as F

    scores = torch.tensor(case["scores"], dtype=torch.float64, requires_grad=True)
    sums, totals = [], []
    for lo, hi in zip(case["offsets"], case["offsets"][1:]):
        s, rel = scores[lo:hi], torch.tensor(case["relevance"][lo:hi], dtype=torch.float64)
        w, n = torch.tensor(case["weights"][lo:hi], dtype=torch.float64), hi - lo
        i, j = (rel[:, None] > rel[None, :]).nonzero(as_tuple=True)
        w = w[i]
        if case["lambda"]:
            ranks = torch.empty(n, dtype=torch.int64)
            ranks[torch.argsort(s.detach(), descending=True, stable=True)] = torch.arange(1, n + 1)
            discount = 1 / torch.log2(1.0 + ranks.to(torch.float64))
            best = 1 / torch.log2(1.0 + torch.arange(1, n + 1, dtype=torch.float64))
            if case["topk"] > 0:
                discount[ranks > case["topk"]] = 0
                best[case["topk"]:] = 0
            gain = 2**rel - 1
            ideal = (gain.sort(descending=True).values * best).sum()
            change = (gain[i] - gain[j]).abs() * (discount[i] - discount[j]).abs()
            w = w * (change / ideal if ideal > 0 else 0 * change)
        losses = F.margin_ranking_loss(s[i], s[j], torch.ones(len(i), dtype=torch.float64), case["margin"], reduction="none") ** case["p"]
        sums.append((w * losses).sum())
        totals.append(w.sum())
    return scores, sums, totals, lambda value: torch.autograd.grad(value, scores, retain_graph=True)[0].tolist()


def torch_case(case):
    scores, sums, totals, grad = torch_results(case)
    total = sum(totals)
    values = dict(sum=sum(sums), mean=sum(sums) / total if total > 0 else 0 * sum(sums))
    means = [s / t for s, t in zip(sums, totals) if t > 0]
    values["perlist"] = sum(means) / len(means) if means else 0 * sum(sums)
    return sums, values, grad


def rax_case(case):
    import jax
    import jax.numpy as jnp
    import rax

    jax.config.update("jax_enable_x64", True)
    parts = list(zip(case["offsets"], case["offsets"][1:]))
    rel, w = jnp.array(case["relevance"]), jnp.array(case["weights"])

    def lambdas(scores, labels, *, where=None, segments=None, weights=None):
        topn = case["topk"] if case["topk"] > 0 else None
        return rax.dcg_lambdaweight(scores, labels, where=where, normalize=True, topn=topn) / len(scores)

    def weight(lo, hi):
        # A hinge of 1 for every pair: scores that are all equal. The lambda weights are those of the true ones.
        true = jnp.array(case["scores"])[lo:hi]
        fixed = lambda s, l, **other: lambdas(true, l)
        return rax.pairwise_hinge_loss(jnp.zeros(hi - lo), rel[lo:hi], weights=w[lo:hi], lambdaweight_fn=fixed, reduce_fn=jnp.sum)

    def sums(scores):
        return [rax.pairwise_hinge_loss(scores[lo:hi], rel[lo:hi], weights=w[lo:hi], lambdaweight_fn=lambdas, reduce_fn=jnp.sum)
                if hi > lo else jnp.array(0.0) for lo, hi in parts]

    totals = [float(weight(lo, hi)) if hi > lo else 0.0 for lo, hi in parts]
    lists = max(1, sum(t > 0 for t in totals))
    functions = dict(
        sum=lambda s: sum(sums(s)),
        mean=lambda s: sum(sums(s)) / (sum(totals) or 1.0),
        perlist=lambda s: sum(v / t for v, t in zip(sums(s), totals) if t > 0) / lists + 0 * s.sum(),
    )
    scores = jnp.array(case["scores"])
    return sums(scores), {k: f(scores) for k, f in functions.items()}, {k: jax.grad(f)(scores).tolist() for k, f in functions.items()}


def results(by):
    for case in cases():
        if case["by"] != by:
            continue
        if by == "torch":
            sums, values, grad = torch_case(case)
            grads = {k: grad(v) for k, v in values.items()}
        else:
            sums, values, grads = rax_case(case)
        case["lists"] = [float(s) for s in sums]
        for k, v in values.items():
            if k != "sum":
                case[k] = float(v)
            case[k + "_grad"] = [float(g) for g in grads[k]]
        print(json.dumps(case))


def version(by):
    import importlib.metadata

    print(importlib.metadata.version(by))


def run(python, *arguments):
    done = subprocess.run([python, "-B", "-W", "ignore", __file__, *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.splitlines()


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in ("of", "version"):
        {"of": results, "version": version}[sys.argv[1]](sys.argv[2])
    else:
        pythons = dict(zip(("torch", "rax"), sys.argv[1:], strict=True))
        lines = [line for by, python in pythons.items() for line in run(python, "of", by)]
        versions = {by: run(python, "version", by)[0] for by, python in pythons.items()}
        text = "{\n" + "".join(f'"{by}": "{v}",\n' for by, v in versions.items()) + '"cases": [\n' + ",\n".join(lines) + "\n]\n}\n"
        (HERE / "weighted.json").write_text(text)
