"""What the library relies on and no vector shows: checked with the running PyTorch before it makes vectors."""

import math

import torch
import torch.nn.functional as F

from vectors import DTYPES, array, rounded


def draw(recipe, n):
    return torch.tensor(array(recipe, n, "float32"))


def shapes():
    """Flattening loses nothing, a batch of one equals no batch, and integer labels equal float ones."""
    for shape in [(), (5,), (5, 5), (5, 5, 5)]:
        n = math.prod(shape)
        x1, x2, y = draw("wide 1", n), draw("wide 2", n), draw("sign0 3", n).long()
        for margin in (0, 1):
            for reduction in ("none", "sum", "mean"):
                loss = lambda *t: F.margin_ranking_loss(*t, margin=margin, reduction=reduction)
                flat = loss(x1, x2, y.float())
                for s in (shape, (1, *shape)):
                    got = loss(x1.view(s), x2.view(s), y.view(s)).reshape(-1)
                    # A reduction's order follows the shape, so only its last bits may move.
                    assert torch.allclose(got, flat, rtol=1e-6) if reduction != "none" else torch.equal(got, flat)


def margins():
    """PyTorch's own 16-bit arithmetic also rounds the margin to the element type before it adds it."""
    for dtype in ("float16", "bfloat16"):
        x1 = torch.linspace(-1, 1, 4001).to(DTYPES[dtype])
        for margin in (0.1, 1 / 3, 1e300):
            loss = lambda m: F.margin_ranking_loss(x1, x1 * 0, x1 * 0 + 1, margin=m, reduction="none")
            assert torch.equal(loss(margin), loss(rounded(margin, dtype)))


def labels():
    """Why the vectors' integer labels are floats: PyTorch negates int8 as int8, where -128 stays -128."""
    x1, x2 = torch.tensor([3.0]), torch.tensor([1.0])
    loss = lambda dtype: F.margin_ranking_loss(x1, x2, torch.tensor([-128], dtype=dtype)).item()
    assert loss(torch.int8) == 0 and loss(torch.int64) == loss(torch.float32) == 256


def derivatives():
    """PyTorch's gradients are those of its loss, away from the kink."""
    for margin in (0, 0.5):
        x1, x2, y = (draw(f"wide {seed}", 15).double().requires_grad_() for seed in (4, 5, 6))
        loss = lambda *t: F.margin_ranking_loss(*t, margin=margin, reduction="none")
        assert torch.autograd.gradcheck(loss, (x1, x2, y))


def sixteen_bits():
    """PyTorch's own 16-bit losses, which round after every operation, are near those that are computed in float32."""
    for dtype in ("float16", "bfloat16"):
        x1, x2 = (torch.tensor(array(recipe, 1000, dtype)) for recipe in ("wide 7", "wide 8"))
        y, t = draw("sign 9", 1000), DTYPES[dtype]
        want = F.margin_ranking_loss(x1, x2, y, margin=1, reduction="none")
        got = F.margin_ranking_loss(x1.to(t), x2.to(t), y.to(t), margin=1, reduction="none").float()
        assert ((got - want).abs() <= torch.finfo(t).eps * (x1.abs() + x2.abs() + 1)).all()


def error_of(kind, *args, **kwargs):
    try:
        F.margin_ranking_loss(*args, **kwargs)
    except kind as e:
        return str(e)
    raise AssertionError("no error")


def reductions():
    """The bad word's message, and what size_average and reduce select: size_average, reduce, reduction."""
    x, r = torch.ones(3), torch.nn.functional._Reduction
    error_of(RuntimeError, x, torch.ones(4), x)
    error_of(RuntimeError, x, x, torch.ones(4))
    choices = (None, True, False)
    assert r.get_enum("elementwise_mean") == r.get_enum("mean")
    return {
        "bad word": {"word": "abc", "error": error_of(ValueError, x, x, x, reduction="abc")},
        "legacy": [[a, b, r.legacy_get_string(a, b, emit_warning=False)] for a in choices for b in choices],
    }


def check():
    shapes()
    margins()
    labels()
    derivatives()
    sixteen_bits()
