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
    """Answers requests. place makes a library's array of a numpy one; prepare returns what makes
    `calls` calls of a pass; check returns loss, fused, gx1, gx2 of small inputs."""
    say({"name": name, "version": version})
    rng, batches, prepared = np.random.default_rng(), {}, {}
    for line in sys.stdin:
        r = json.loads(line)
        try:
            if r.get("check"):
                arrays = [place(np.array(r[k], dtype=np.float32)) for k in ("x1", "x2", "y")]
                loss, fused, gx1, gx2 = check(*arrays, r["margin"])
                say({"loss": float(loss), "fused": float(fused), "gx1": gx1.tolist(), "gx2": gx2.tolist()})
                continue
            if (r["dtype"], r["labels"]) != ("float32", "given") or r["pass"] not in ("forward", "forwardbackward"):
                raise ValueError("cannot do that")
            n, key = r["n"], (r["pass"], r["n"])
            if n not in batches:
                batches[n] = [place(a) for a in batch(np, n, rng)]
            if key not in prepared:
                prepared[key] = prepare(r["pass"], *batches[n])
                prepared[key](2)  # compiles, where anything is compiled
            start = time.perf_counter_ns()
            prepared[key](r["calls"])
            say({"ns": (time.perf_counter_ns() - start) / r["calls"]})
        except Exception as e:
            say({"error": f"{type(e).__name__}: {e}"[:500]})


def say(answer):
    print(json.dumps(answer), flush=True)
