"""Makes golden.json: ranking metrics as scikit-learn, SciPy and trec_eval compute them.

    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 pytrec-eval-terrier==0.5.11
    python golden.py            # writes golden.json next to this file; seeds are fixed

Format. One list per line. Scores are integers divided by 16, which float16 and bfloat16 hold too; relevance are integers. Values
are those of the metrics that have this name in package metric. If there is a list of five, they are for the cuts 0
(no cut), 1, 3, 5 and 10.

    sklearn    NDCG (gain 2^r - 1), linear NDCG (gain r), AUC and MAP (relevant: r > 0; MAP only without equal scores,
               as scikit-learn's average_precision_score is not a mean over their orders)
    scipy      tau: kendalltau, variant b
    trec_eval  linear NDCG, MAP, precision, recall, hit rate (success) and, without a cut, MRR. trec_eval does not
               know equal scores: it is run for every order of the items that the scores allow, and the values
               here are the means.

A metric that its library does not define for the list is missing.
"""

import importlib.metadata
import itertools
import json
import math
import pathlib

import numpy as np
import pytrec_eval
from scipy.stats import kendalltau
from sklearn.metrics import average_precision_score, ndcg_score, roc_auc_score

VERSIONS = {"numpy": "2.4.6", "scipy": "1.17.1", "scikit-learn": "1.9.1", "pytrec-eval-terrier": "0.5.11"}
for package, version in VERSIONS.items():
    assert importlib.metadata.version(package) == version, package

CUTS = [0, 1, 3, 5, 10]


def of_sklearn(scores, relevance):
    values, binary = {}, (relevance > 0).astype(int)
    if len(scores) > 1 and binary.any():
        for name, gains in ("NDCG", 2.0**relevance - 1), ("linear NDCG", relevance):
            values[name] = [float(ndcg_score([gains], [scores], k=k or None)) for k in CUTS]
    if 0 < binary.sum() < len(binary):
        values["AUC"] = float(roc_auc_score(binary, scores))
    if binary.any() and len(set(scores)) == len(scores):
        values["MAP"] = float(average_precision_score(binary, scores))
    return values


def of_scipy(scores, relevance):
    if len(set(scores)) < 2 or len(set(relevance)) < 2:
        return {}
    return {"tau": float(kendalltau(scores, relevance, variant="b").statistic)}


def orders(scores):
    """All orders of the items in which no lower score is before a higher one."""
    groups = [[i for i, s in enumerate(scores) if s == score] for score in sorted(set(scores), reverse=True)]
    for parts in itertools.product(*(itertools.permutations(g) for g in groups)):
        yield list(itertools.chain(*parts))


def of_trec_eval(scores, relevance):
    if not (relevance > 0).any():
        return {}
    names = {"linear NDCG": ("ndcg", "ndcg_cut"), "MAP": ("map", "map_cut"), "precision": (None, "P"), "recall": (None, "recall"), "hit rate": (None, "success"), "MRR": ("recip_rank", None)}
    cuts = ",".join(str(k) for k in CUTS if k > 0)
    measures = {whole for whole, _ in names.values() if whole} | {f"{cut}.{cuts}" for _, cut in names.values() if cut}
    qrels, run = {}, {}
    for query, order in enumerate(orders(scores)):
        qrels[str(query)] = {str(i): int(r) for i, r in enumerate(relevance)}
        run[str(query)] = {str(i): float(len(order) - rank) for rank, i in enumerate(order)}
    results = pytrec_eval.RelevanceEvaluator(qrels, measures).evaluate(run).values()
    mean = lambda measure: math.fsum(r[measure] for r in results) / len(results)
    return {name: [None if (cut if k else whole) is None else mean(f"{cut}_{k}" if k else whole) for k in CUTS] for name, (whole, cut) in names.items()}


def lists():
    """Items, scores to choose from, grades."""
    rng = np.random.default_rng(15)
    for n, distinct, grades in [(1, 1, 2), (2, 2, 2), (2, 1, 2), (3, 2, 3), (4, 4, 2), (5, 1, 3), (5, 2, 2), (6, 3, 5), (6, 1, 2), (7, 2, 3), (7, 4, 5), (7, 3, 2),
                                (8, 5, 4), (12, 12, 5), (12, 12, 2), (20, 20, 5), (20, 20, 3), (40, 40, 5), (40, 40, 2), (100, 100, 5), (100, 100, 20)]:
        scores = rng.permutation(np.arange(256) - 128)[:distinct]
        scores = np.concatenate([scores, rng.choice(scores, n - distinct)])
        relevance = rng.integers(0, grades, n)
        relevance[rng.integers(n)] = grades - 1
        yield rng.permutation(scores) / 16, relevance
    # Too many equal scores to go through all orders, for those that have formulas too.
    for n, distinct, grades in [(30, 6, 5), (60, 10, 3), (200, 3, 5)]:
        yield rng.choice(rng.permutation(256)[:distinct] - 128, n) / 16, rng.integers(0, grades, n)


def main():
    cases = []
    for scores, relevance in lists():
        case = {"scores": scores.tolist(), "relevance": relevance.tolist(), "sklearn": of_sklearn(scores, relevance), "scipy": of_scipy(scores, relevance)}
        if math.prod(math.factorial(int(n)) for n in np.unique(scores, return_counts=True)[1]) <= 5040:
            case["trec_eval"] = of_trec_eval(scores, relevance)
        cases.append(json.dumps({k: v for k, v in case.items() if v != {}}))
    text = json.dumps({"versions": VERSIONS, "cuts": CUTS})[:-1] + ', "lists": [\n' + ",\n".join(cases) + "\n]}\n"
    pathlib.Path(__file__).with_name("golden.json").write_text(text)


main()
