"""What the scripts of the golden files share: element types, numbers as text, recipes for long arrays, digests.

Nothing here depends on the version of PyTorch. In particular no array comes from PyTorch's generator of random numbers.
golden.py describes the files; the tests in Go repeat the recipes (goldenrecipes_test.go).
"""

import hashlib
import math
import struct
import sys
from fractions import Fraction

import torch

NAN, INF = math.nan, math.inf
DTYPES = {"float32": torch.float32, "float64": torch.float64, "float16": torch.float16, "bfloat16": torch.bfloat16}
WORDS = {2: torch.int16, 4: torch.int32, 8: torch.int64}
FORMATS = {  # binary digits, exponents of the least and of the greatest normal number
    "float32": (24, -126, 127), "float64": (53, -1022, 1023), "float16": (11, -14, 15), "bfloat16": (8, -126, 127)}

# Up to PyTorch 2.13 the gradient passes where the argument of the hinge is 0; from 2.14 on it is 0 there.
INCLUSIVE = tuple(map(int, torch.__version__.split(".")[:2])) < (2, 14)


# Element types. A value of any of them is a Python float.


def rounded(v, dtype):
    """The nearest value of an element type, ties to even. It rounds once, also to 16 bits."""
    digits, lowest, highest = FORMATS[dtype]
    if v == 0 or not math.isfinite(v) or dtype == "float64":
        return v
    unit = math.ldexp(1, max(math.frexp(v)[1] - 1, lowest) - digits + 1)
    r = round(Fraction(v) / Fraction(unit)) * Fraction(unit)
    return math.copysign(INF if abs(r) >= Fraction(2) ** (highest + 1) else float(abs(r)), v)


def compute_type(dtype):
    return torch.float64 if dtype == "float64" else torch.float32


def tensor(values, dtype):
    """Values of an element type as a tensor of the type that computes with them."""
    return torch.tensor(values, dtype=compute_type(dtype))


def nudged(v, steps, dtype):
    """The value that is some steps further from 0."""
    t = torch.tensor([v], dtype=torch.float64).to(DTYPES[dtype])
    return (t.view(WORDS[t.element_size()]) + steps).view(DTYPES[dtype]).item()


def specials(dtype):
    """The values that break formulas: zeros, subnormal and least normal numbers, the greatest ones, Inf, NaN."""
    digits, lowest, highest = FORMATS[dtype]
    eps, least = math.ldexp(1, 1 - digits), math.ldexp(1, lowest)
    tiny, greatest = math.ldexp(1, lowest - digits + 1), math.ldexp(2 - eps, highest)
    magnitudes = [0.0, tiny, 5 * tiny, least - tiny, least, least * (1 + eps), eps, 0.1, 1 / 3, 0.5, 1 - eps / 2, 1,
                  1 + eps, 1.5, 2, 3, math.ldexp(1, highest // 2), greatest / 2, greatest, INF]
    return [rounded(v, dtype) for v in magnitudes + [-v for v in magnitudes] + [NAN]]


# Numbers as text.


def text(v, dtype="float64"):
    """The shortest decimal whose nearest float64, rounded to the element type, is v."""
    if not math.isfinite(v):
        return "NaN" if v != v else "Inf" if v > 0 else "-Inf"
    for digits in range(1, 18):
        s = f"{v:.{digits}g}"
        if rounded(float(s), dtype) == v:
            break
    mantissa, _, exponent = s.partition("e")
    return mantissa + (f"e{int(exponent)}" if exponent else "")


def texts(values, dtype="float64"):
    """Outputs: zeros without a sign."""
    return " ".join(text(v + 0.0 if v else 0.0, dtype) for v in values)


def digest(values):
    """The first eight digits of the SHA-256 of values as little-endian float64s; zeros have no sign, NaNs one form."""
    data = b"".join(struct.pack("<d", NAN if v != v else v or 0.0) for v in values)
    return "#" + hashlib.sha256(data).hexdigest()[:8]


def longest(n):
    """Up to which length arrays are stored value by value: n, unless the command line says otherwise."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else n


def exact_sum(terms):
    """The sum of values that are not negative, as a Fraction, or NaN or Inf."""
    if any(map(math.isnan, terms)):
        return NAN
    return INF if INF in terms else sum(map(Fraction, terms), Fraction(0))


def same(a, b):
    """Equal values, where zeros have no sign and NaNs no payload."""
    return bool(((a == b) | (a.isnan() & b.isnan())).all())


# Recipes: a name, and the seed of a generator that gives a 64-bit word for each element.


class Words:
    """SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & mask
        z = (z ^ z >> 27) * 0x94D049BB133111EB & mask
        return z ^ z >> 31


def wide(w):
    """Magnitudes over many powers of two, so that the order of a sum shows."""
    return (1 - 2 * (w & 1)) * math.ldexp(1 + (w >> 12) * 2.0**-52, (w >> 1 & 0x7FF) % 17 - 8)


def label(w, pool):
    """Half ±1, half special values."""
    return (w & 2) - 1.0 if w & 1 else pool[(w >> 2) % len(pool)]


RECIPES = {  # of a word and the special values of the type
    "wide": lambda w, pool: wide(w),
    "special": lambda w, pool: pool[w % len(pool)],
    "label": label,
    "sign": lambda w, pool: 1.0 - 2 * (w & 1),
    "sign0": lambda w, pool: w % 3 - 1.0,
    "int8": lambda w, pool: [1.0, -1, 1, -1, 0, 127, -128, 2][w % 8],
    "one": lambda w, pool: 1.0,
    "zero": lambda w, pool: 0.0,
    "minus0": lambda w, pool: -0.0,
    "weight": lambda w, pool: ((w >> 8) % 256 + 1) / 64,  # the sum of a few is exact
    "weight0": lambda w, pool: 0.0 if w % 3 == 0 else ((w >> 8) % 256 + 1) / 64,
    "grid": lambda w, pool: (w % 65 - 32) / 8,
    "tie": lambda w, pool: w % 5 / 4,
    "seven": lambda w, pool: w % 7 - 3.0,
    "infinite": lambda w, pool: [INF, -INF][w % 8] if w % 8 < 2 else wide(w),
    "nan": lambda w, pool: NAN if w % 20 == 0 else wide(w),
}


def array(recipe, n, dtype):
    """What a text says, rounded to an element type: numbers, or a recipe and its seed."""
    name, _, seed = recipe.partition(" ")
    if name not in RECIPES:
        return [rounded(float(v), dtype) for v in recipe.split()]
    words, pool = Words(int(seed)), specials(dtype)
    return [rounded(float(RECIPES[name](words.next(), pool)), dtype) for _ in range(n)]


def integers(recipe, n):
    """Integers, or "below", a bound, and a seed."""
    if not recipe.startswith("below"):
        return [int(v) for v in recipe.split()]
    bound, seed = map(int, recipe.split()[1:])
    words = Words(seed)
    return [words.next() % bound for _ in range(n)]
