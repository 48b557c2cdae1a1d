"""rax.pairwise_hinge_loss over lists, under jit, on one thread: its value, and the gradient of the scores.

Rax's margin is 1, so others are had by a scale of the scores. Its lambda weights are multiplied by the number of items of
a list, which is divided out, as is the number of pairs for a mean.
"""

import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["NPROC"] = "1"  # the size of XLA's pool of threads
os.environ["JAX_PLATFORMS"] = "cpu"

import importlib.metadata

import jax
import jax.numpy as jnp
import numpy as np
import rax

import peer

MARGIN = 1
GRADES = 5


def lambdas(scores, labels, *, where=None, segments=None, weights=None):
    return rax.dcg_lambdaweight(scores, labels, where=where, normalize=True) / scores.shape[-1]


def step(relevance, weights, margin):
    """A compiled function of the scores: the loss, and its gradient."""
    r = np.asarray(relevance)
    by, scale = {}, 1.0
    if weights == "items":
        by["weights"] = jnp.asarray((1 + np.arange(r.size) % 7).reshape(r.shape), dtype=jnp.float32)
    elif weights == "lambda":
        by["lambdaweight_fn"] = lambdas
    elif weights == "":
        scale = 1 / max(1, int((r[:, :, None] > r[:, None, :]).sum()))
    else:
        raise ValueError("cannot do that")

    @jax.jit
    def fused(scores, relevance):
        def value(s):
            return scale * margin * rax.pairwise_hinge_loss(s / margin, relevance, reduce_fn=jnp.sum, **by)

        return jax.value_and_grad(value)(scores)

    return lambda scores: fused(scores, relevance)


def workload(r):
    if (r["pass"], r["dtype"]) != ("lists", "float32"):
        raise ValueError("cannot do that")
    return r.get("weights", ""), r["lists"], r["n"]


def prepare(weights, lists, items):
    rng = np.random.default_rng()
    scores = jnp.asarray(rng.standard_normal((lists, items)), dtype=jnp.float32)
    relevance = jnp.asarray(rng.integers(0, GRADES, (lists, items)), dtype=jnp.float32)
    call = step(relevance, weights, MARGIN)

    def run(calls):
        for _ in range(calls):
            jax.block_until_ready(call(scores))

    return run


def values(r):
    scores, relevance = (jnp.array(r[k], dtype=jnp.float32).reshape(r["lists"], -1) for k in ("scores", "relevance"))
    loss, grad = step(relevance, r.get("weights", ""), r["margin"])(scores)
    return {"loss": float(loss), "fused": float(loss), "grad": grad.reshape(-1).tolist()}


peer.answer("rax", importlib.metadata.version("rax"), workload, prepare, values)
