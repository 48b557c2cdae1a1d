"""The loss as a JAX user writes it, under jit, on one thread."""

import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["NPROC"] = "1"  # the size of XLA's pool of threads
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np

import peer


def mean(x1, x2, y, margin):
    return jnp.mean(jnp.maximum(0, margin - y * (x1 - x2)))


forward = jax.jit(mean, static_argnums=3)
fused = jax.jit(jax.value_and_grad(mean, argnums=(0, 1)), static_argnums=3)


def prepare(which, x1, x2, y):
    f = forward if which == "forward" else fused

    def run(calls):
        for _ in range(calls):
            jax.block_until_ready(f(x1, x2, y, peer.MARGIN))

    return run


def check(x1, x2, y, margin):
    loss, grads = fused(x1, x2, y, margin)
    return forward(x1, x2, y, margin), loss, *grads


peer.serve("jax", jax.__version__, np, jnp.asarray, prepare, check)
