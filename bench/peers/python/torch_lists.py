"""torch over the explicit pairs of lists, to race against loss.Lists: the loss and the gradient of the scores.

    python torch_lists.py [lists] [items]      # 200 queries of 15 items with five grades, by default

The pairs' indices and labels are made beforehand; a step gathers scores, takes the loss, and goes back, on one
thread. Prints the median microseconds of a step, with gathers by indexing and by index_select.
"""

import sys
import time

import torch

torch.set_num_threads(1)
MARGIN = 1


def pairs(lists, items, relevance):
    r = relevance.view(lists, items)
    q, i, j = (r.unsqueeze(2) > r.unsqueeze(1)).nonzero(as_tuple=True)
    return q * items + i, q * items + j


def median(step, calls=500):
    times = []
    for _ in range(calls):
        start = time.perf_counter_ns()
        step()
        times.append((time.perf_counter_ns() - start) / 1e3)
    return sorted(times)[calls // 2]


def main():
    lists, items = (int(a) for a in (sys.argv[1:] + ["200", "15"][len(sys.argv) - 1 :]))
    gen = torch.Generator().manual_seed(4)
    scores = torch.randn(lists * items, generator=gen).requires_grad_()
    i, j = pairs(lists, items, torch.randint(0, 5, (lists * items,), generator=gen))
    labels = torch.ones(len(i))
    print(f"torch {torch.__version__}, {lists} lists of {items} items, {len(i)} pairs")
    for name, gather in (("indexing", lambda k: scores[k]), ("index_select", lambda k: scores.index_select(0, k))):
        for reduction in ("sum", "mean"):
            criterion = torch.nn.MarginRankingLoss(margin=MARGIN, reduction=reduction)

            def step():
                scores.grad = None
                criterion(gather(i), gather(j), labels).backward()

            print(f"{name}, {reduction}: {median(step):.1f} µs")


main()
