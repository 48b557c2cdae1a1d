"""torch.nn.MarginRankingLoss on one thread, as it comes ("eager") or compiled ("compile")."""

import sys

import numpy as np
import torch

import peer

torch.set_num_threads(1)
compiled = sys.argv[1] == "compile"


def criterion_of(margin):
    criterion = torch.nn.MarginRankingLoss(margin=margin)
    # Each n is a workload of its own: let the compiler know it.
    return torch.compile(criterion, dynamic=False) if compiled else criterion


def fused(criterion, x1, x2, y):
    x1.grad = x2.grad = None
    loss = criterion(x1, x2, y)
    loss.backward()
    return loss


def prepare(which, x1, x2, y):
    if compiled:
        torch._dynamo.reset()  # or the sizes before count against its limit
    criterion = criterion_of(peer.MARGIN)
    if which == "forward":

        def run(calls):
            with torch.inference_mode():
                for _ in range(calls):
                    criterion(x1, x2, y)

    else:
        x1, x2 = x1.clone().requires_grad_(), x2.clone().requires_grad_()

        def run(calls):
            for _ in range(calls):
                fused(criterion, x1, x2, y)

    return run


def check(x1, x2, y, margin):
    criterion = criterion_of(margin)
    with torch.inference_mode():
        loss = criterion(x1, x2, y)
    x1, x2 = x1.clone().requires_grad_(), x2.clone().requires_grad_()
    return loss, fused(criterion, x1, x2, y), x1.grad, x2.grad


name = "torch-compile" if compiled else "torch"
peer.serve(name, torch.__version__, np, torch.from_numpy, prepare, check)
