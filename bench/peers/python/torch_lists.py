"""torch.nn.MarginRankingLoss over the explicit pairs of lists, on one thread, and the gradient of the scores: the mean,
or a sum with weights.

The pairs' indices and labels, and weights by items, are made beforehand; a call gathers scores ("indexing" or
"index_select"), takes the loss, and goes back. Lambda weights depend on scores: a call ranks these, too.
"""

import sys

import torch

import peer

torch.set_num_threads(1)
MARGIN = 1
GRADES = 5

gather = {"indexing": lambda scores, k: scores[k], "index_select": lambda scores, k: scores.index_select(0, k)}[sys.argv[1]]


def lambda_weights(scores, r, q, i, j):
    """What returns the weights of pairs by what swapping them would do to NDCG."""
    discount = 1 / torch.arange(2, r.shape[1] + 2).log2()
    gain = 2.0**r - 1
    ideal = (gain.sort(descending=True).values * discount).sum(1)
    gain = gain.view(-1)
    change = torch.where(ideal[q] > 0, (gain[i] - gain[j]) / ideal[q], 0)
    discounts = torch.empty(r.shape)

    def weights():
        ranked = scores.detach().view(r.shape).argsort(dim=1, descending=True, stable=True)
        discounts.scatter_(1, ranked, discount.expand(r.shape))
        d = discounts.view(-1)
        return change * (gather(d, i) - gather(d, j)).abs()

    return weights


def step(scores, relevance, weighted, lists, margin):
    """What returns the loss and leaves its gradient in scores.grad."""
    r = relevance.view(lists, -1)
    q, i, j = (r.unsqueeze(2) > r.unsqueeze(1)).nonzero(as_tuple=True)
    items = r.shape[1]
    i, j, labels = q * items + i, q * items + j, torch.ones(len(q))
    if weighted == "items":
        fixed = (1.0 + torch.arange(r.numel()) % 7)[i]
        weights = lambda: fixed
    elif weighted == "lambda":
        weights = lambda_weights(scores, r, q, i, j)
    elif weighted != "":
        raise ValueError("cannot do that")
    criterion = torch.nn.MarginRankingLoss(margin=margin, reduction="none" if weighted else "mean")

    def call():
        scores.grad = None
        loss = criterion(gather(scores, i), gather(scores, j), labels)
        if weighted:
            loss = (weights() * loss).sum()
        loss.backward()
        return loss

    return call


def workload(r):
    if (r["pass"], r["dtype"]) != ("lists", "float32"):
        raise ValueError("cannot do that")
    return r.get("weights", ""), r["lists"], r["n"]


def prepare(weighted, lists, items):
    n = lists * items
    call = step(torch.randn(n).requires_grad_(), torch.randint(0, GRADES, (n,)), weighted, lists, MARGIN)

    def run(calls):
        for _ in range(calls):
            call()

    return run


def values(r):
    scores = torch.tensor(r["scores"]).requires_grad_()
    loss = step(scores, torch.tensor(r["relevance"]), r.get("weights", ""), r["lists"], r["margin"])()
    return {"loss": loss.item(), "fused": loss.item(), "grad": scores.grad.tolist()}


peer.answer("torch-" + sys.argv[1], torch.__version__, workload, prepare, values)
