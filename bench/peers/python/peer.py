"""The protocol of a peer: see ../README.md."""

import json
import sys
import time

MARGIN = 0.25


def batch(np, n, rng):
    """x1, x2, y: half of the pairs violate MARGIN, and no label tells which."""
    y = 1 - 2 * rng.integers(0, 2, n)
    x2 = rng.random(n)
    x1 = x2 + y * (MARGIN + rng.random(n) - 0.5)
    return [a.astype(np.float32) for a in (x1, x2, y)]


def serve(name, version, np, place, prepare, check):
    """Answers requests for pairs. place makes a library's array of a numpy one; prepare returns what makes
    `calls` calls of a pass; check returns loss, fused, gx1, gx2 of small inputs."""
    rng, batches = np.random.default_rng(), {}

    def workload(r):
        if (r["dtype"], r["labels"]) != ("float32", "given") or r["pass"] not in ("forward", "forwardbackward"):
            raise ValueError("cannot do that")
        return r["pass"], r["n"]

    def prepared(which, n):
        if n not in batches:
            batches[n] = [place(a) for a in batch(np, n, rng)]
        return prepare(which, *batches[n])

    def values(r):
        arrays = [place(np.array(r[k], dtype=np.float32)) for k in ("x1", "x2", "y")]
        loss, fused, gx1, gx2 = check(*arrays, r["margin"])
        return {"loss": float(loss), "fused": float(fused), "gx1": gx1.tolist(), "gx2": gx2.tolist()}

    answer(name, version, workload, prepared, values)


def answer(name, version, workload, prepare, values):
    """Answers requests. workload names, as a tuple, what a request wants timed; prepare returns what makes
    `calls` calls of that; values answers a check."""
    say({"name": name, "version": version})
    prepared = {}
    for line in sys.stdin:
        r = json.loads(line)
        try:
            if r.get("check"):
                say(values(r))
                continue
            key = workload(r)
            if key not in prepared:
                prepared[key] = prepare(*key)
                prepared[key](2)  # compiles, where anything is compiled
            start = time.perf_counter_ns()
            prepared[key](r["calls"])
            say({"ns": (time.perf_counter_ns() - start) / r["calls"]})
        except Exception as e:
            say({"error": f"{type(e).__name__}: {e}"[:500]})


def say(line):
    print(json.dumps(line), flush=True)
