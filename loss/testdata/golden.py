"""Makes the golden files of package loss, pairs.json, squared.json, lists.json and indexed.json: what two versions of PyTorch compute.

    python3 -m venv inclusive && inclusive/bin/pip install 'torch==2.6.*'
    python3 -m venv exclusive && exclusive/bin/pip install 'torch==2.15.*'
    python3 golden.py inclusive/bin/python exclusive/bin/python

Run it outside of any environment; it needs no PyTorch itself. It runs pairs.py, squared.py, lists.py and indexed.py with both
interpreters, compares what they say, and writes the files next to itself. They change only if PyTorch does. Neither
the library nor its tests need Python.

The two versions differ in one thing: where the argument u of the hinge is 0, PyTorch passes the gradient up to 2.13
(loss.Inclusive), and not from 2.14 on (loss.Exclusive).

A file holds
    torch       the version of PyTorch for each boundary
    specials    the special values of each element type
    facts       (pairs.json) the error for a bad reduction, and what size_average and reduce select
    cases       one a line: name, n (the number of pairs, or of items), inputs, outputs

Inputs are texts by name. An array is its values, as decimals, or a recipe with a seed, such as "wide 31": see RECIPES in
vectors.py, which the tests repeat. Every value is rounded to the element type, margins too. In pairs.json
    scalars     the upstream gradients of 'sum' and of 'mean'
    x1          may be "edge" and a seed: scores for which u is 0 or nearly so (see columns in pairs.py)
    stated ...  results that the documentation of another library gives
    p           2 in squared.json: the loss is the square
The inputs of lists.json and indexed.json are described in lists.py and indexed.py.

Outputs are texts by name, for each element type; types with the same outputs share them. Numbers are the shortest
decimals that the element type reads back, so a float64 that is rounded to the type is the value. Zeros have no sign.
Long arrays are one digest, "#" and eight digits (see digest in vectors.py): the tests compute the values by the
formula, compare their digest, and then compare the library with them, value by value. To see PyTorch's values instead
of digests, run "inclusive/bin/python pairs.py 1000": it prints arrays of up to 1000 elements.
    out         the losses of 'none'
    none gx1    the gradients with respect to x1 for upstream; "sum gx1" and "mean gx1" are those for the scalars
    none gy     the gradients with respect to the target; likewise for "sum" and "mean"
    none        in place of these two, the digest of one after the other; likewise "sum" and "mean"
    loss        the exact sum of PyTorch's losses of 'none', rounded once to float64; absent where the exact sum
                overflows the precision that PyTorch computes with
    active      through how many pairs a gradient passes
    wrong       how many pairs have the wrong order, y * (x1 - x2) < 0
There is no gx2: PyTorch's is -gx1 everywhere, as pairs.py asserts. Where all gradients of 'sum' or 'mean' are those of
'none', they are absent.

All this is what the older PyTorch gives. Where the newer one gives something else, there is a second text whose name
ends in "exclusive". It is the whole output, or "index:value" for each value that differs.
"""

import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
VERSIONS = {"inclusive": "2.6.", "exclusive": "2.15."}
DIFFER = ("gx1", "gy", "none", "sum", "mean", "grad", "active")  # what the boundary may change


def results(python, subject):
    """What a script prints under an interpreter that has PyTorch."""
    done = subprocess.run([python, "-B", "-W", "ignore", HERE / f"{subject}.py"], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def difference(old, new):
    """The new text, or the values in it that differ from the old one's, whatever is shorter."""
    a, b = old.split(), new.split()
    assert len(a) == len(b)
    return min(" ".join(f"{i}:{y}" for i, (x, y) in enumerate(zip(a, b)) if x != y), new, key=len) if len(a) > 1 else new


def merged(old, new):
    """Outputs of one case and type under both versions."""
    assert old.keys() == new.keys()
    both = {}
    for name, text in old.items():
        both[name] = text
        if text != new[name]:
            assert name.split()[-1] in DIFFER, name
            both[name + " exclusive"] = difference(text, new[name])
    for r in ("sum", "mean"):
        own, none = ({k.partition(" ")[2]: v for k, v in both.items() if k.startswith(start)} for start in (r, "none"))
        if own == none:
            both = {k: v for k, v in both.items() if not k.startswith(r)}
    return both


def shared(outputs):
    """Outputs by type, with equal ones under the names of all their types."""
    names = {}
    for dtype, values in outputs.items():
        names.setdefault(json.dumps(values), []).append(dtype)
    return {" ".join(types): json.loads(values) for values, types in names.items()}


def make(subject, pythons):
    old, new = (results(p, subject) for p in pythons)
    versions = {boundary: r["torch"].split("+")[0] for boundary, r in zip(VERSIONS, (old, new))}
    for boundary, prefix in VERSIONS.items():
        assert versions[boundary].startswith(prefix), versions
    lines = []
    for a, b in zip(old["cases"], new["cases"], strict=True):
        assert all(a[k] == b[k] for k in ("name", "n", "inputs"))
        outputs = {dtype: merged(v, b["outputs"][dtype]) for dtype, v in a["outputs"].items()}
        lines.append(json.dumps(a | {"outputs": shared(outputs)}, separators=(",", ":")))
    parts = [f'"torch": {json.dumps(versions)}']
    for key in ("specials", "facts"):
        assert old.get(key) == new.get(key)
        if key in old:
            parts.append(f'"{key}": {json.dumps(old[key])}')
    parts.append('"cases": [\n' + ",\n".join(lines) + "\n]")
    path = HERE / f"{subject}.json"
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print(f"{path.name}: {len(lines)} cases, {path.stat().st_size} bytes, PyTorch {versions}")


if __name__ == "__main__":
    for subject in ("pairs", "squared", "lists", "indexed"):
        make(subject, sys.argv[1:3])
