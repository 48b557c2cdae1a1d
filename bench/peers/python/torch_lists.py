"""torch.nn.MarginRankingLoss over the explicit pairs of lists, on one thread: the mean, and the gradient of the scores.

The pairs' indices and labels are made beforehand; a call gathers scores ("indexing" or "index_select"), takes the
loss, and goes back.
"""

import sys

import torch

import peer

torch.set_num_threads(1)
MARGIN = 1
GRADES = 5

gather = {"indexing": lambda scores, k: scores[k], "index_select": lambda scores, k: scores.index_select(0, k)}[sys.argv[1]]


def step(scores, relevance, lists, margin):
    """What returns the loss and leaves its gradient in scores.grad."""
    r = relevance.view(lists, -1)
    q, i, j = (r.unsqueeze(2) > r.unsqueeze(1)).nonzero(as_tuple=True)
    items = r.shape[1]
    i, j, labels = q * items + i, q * items + j, torch.ones(len(q))
    criterion = torch.nn.MarginRankingLoss(margin=margin)

    def call():
        scores.grad = None
        loss = criterion(gather(scores, i), gather(scores, j), labels)
        loss.backward()
        return loss

    return call


def workload(r):
    if (r["pass"], r["dtype"]) != ("lists", "float32"):
        raise ValueError("cannot do that")
    return r["lists"], r["n"]


def prepare(lists, items):
    n = lists * items
    call = step(torch.randn(n).requires_grad_(), torch.randint(0, GRADES, (n,)), lists, MARGIN)

    def run(calls):
        for _ in range(calls):
            call()

    return run


def values(r):
    scores = torch.tensor(r["scores"]).requires_grad_()
    loss = step(scores, torch.tensor(r["relevance"]), r["lists"], r["margin"])()
    return {"loss": loss.item(), "fused": loss.item(), "grad": scores.grad.tolist()}


peer.answer("torch-" + sys.argv[1], torch.__version__, workload, prepare, values)
