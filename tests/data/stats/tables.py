#!/usr/bin/python3
"""Computes tables.tsv: what src/stats has to agree with.

    /usr/bin/python3 tests/data/stats/tables.py >tests/data/stats/tables.tsv

Needs SciPy and NumPy (Debian: python3-scipy). Every line is a function, its
result, and its arguments; arrays come last.
"""
import itertools

import numpy as np
from scipy import optimize, special, stats


def line(name, result, *args):
    flat = []
    for arg in (result, *args):
        flat.extend(np.atleast_1d(arg))
    print(name, *(repr(float(v)) for v in flat), sep="\t")


def refined(p, df):
    """SciPy's quantile is good to 1e-9; two steps of Newton do the rest."""
    t = stats.t.ppf(p, df)
    for _ in range(3):
        if not np.isfinite(t) or abs(t) < 1e-300:
            break
        # d ln P / d ln t is well scaled wherever the density is not.
        slope = stats.t.pdf(t, df) * t / stats.t.cdf(t, df)
        t *= np.exp(np.log(p / stats.t.cdf(t, df)) / slope)
    return t


def betas():
    sizes = [0.1, 0.5, 1, 2.5, 10, 37, 500]
    for a, b in itertools.product(sizes, sizes):
        mean = a / (a + b)
        for x in (1e-10, 0.3 * mean, mean, 0.5, 1 - 1e-6):
            line("beta_inc", special.betainc(a, b, x), a, b, x)
    # SciPy has ten digits here.
    for a, b, x in [(5e4, 0.5, 0.9999), (5e4, 5e4, 0.501), (0.5, 5e4, 1e-5)]:
        line("beta_inc_large", special.betainc(a, b, x), a, b, x)


def students():
    degrees = [0.5, 1, 1.5, 2, 3, 4, 7, 19, 29, 99.5, 1000, 1e5]
    places = [0, 1e-12, 0.01, 0.5, 1, 1.7, 2.756, 4, 10, 40]
    for df, t in itertools.product(degrees, places):
        line("t_sf", special.stdtr(df, -t), t, df)
        line("t_sf", special.stdtr(df, t), -t, df)
        line("t_cdf", special.stdtr(df, t), t, df)
    for df, t in itertools.product([1, 2, 3, 9, 19], [1e3, 1e8, 1e12]):
        line("t_sf", stats.t.sf(t, df), t, df)
    tails = [1e-200, 1e-50, 1e-12, 1.6666666666666666e-4, 0.005, 0.05, 0.2]
    for df, p in itertools.product(degrees[1:], tails):
        if df < 2 and p < 1e-100:
            continue  # SciPy overflows on the way
        line("t_quantile", refined(p, df), p, df)
    for df, p in itertools.product(degrees, [0.3, 0.45, 0.6, 0.8, 0.95]):
        line("t_quantile", -refined(1 - p, df) if p > 0.5 else refined(p, df),
             p, df)


def samples(rng):
    yield np.array([3.0])
    yield np.array([2.0, 1.0])
    yield np.array([1e300, 1.1e300, 1.3e300])
    yield np.array([1e-300, 3e-300, 9e-300, 2e-300])
    yield np.array([1e16, 1.0, -1e16, 5.0])
    yield np.array([7.0] * 6)
    for n in (5, 8, 24, 25, 100):
        yield np.round(rng.lognormal(3, 0.4, n), 6)


def orders(rng):
    for x in samples(rng):
        line("median", np.median(x), x)
        line("mean", np.mean(x.astype(np.longdouble)), x)
        if len(x) > 1:
            big = np.max(np.abs(x))
            line("stddev", np.std(x / big, ddof=1) * big, x)
            line("mad", stats.median_abs_deviation(x, scale="normal"), x)
        for q in (0, 0.1, 0.25, 0.5, 0.85, 0.999, 1):
            line("quantile", np.quantile(x, q), q, np.sort(x))


def bh(p):
    n = len(p)
    order = np.argsort(p, kind="stable")
    raised = p[order] * n / np.arange(1, n + 1)
    q = np.empty(n)
    q[order] = np.minimum(1, np.minimum.accumulate(raised[::-1])[::-1])
    return q


def holm(p):
    n = len(p)
    order = np.argsort(p, kind="stable")
    raised = np.minimum(1, p[order] * np.arange(n, 0, -1))
    q = np.empty(n)
    q[order] = np.maximum.accumulate(raised)
    return q


def families(rng):
    # SciPy of Debian 12 has no false_discovery_control yet; newer ones agree.
    known = getattr(stats, "false_discovery_control", None)
    for p in ([0.02], [0.01, 0.04, 0.03, 0.005], [0, 0, 1, 1], [0.5] * 5,
              list(np.round(rng.uniform(0, 1, 20) ** 3, 6))):
        p = np.array(p, dtype=float)
        assert known is None or np.allclose(known(p), bh(p))
        line("bh", bh(p), p)
        line("holm", holm(p), p)


def gates(rng):
    """p of the prediction interval where nothing is clipped."""
    for n in (2, 3, 5, 7):
        y = np.round(rng.normal(2, 0.1, n), 4)
        for x in (2.0, 2.1, 2.5, 4.0):
            se = np.std(y, ddof=1) * np.sqrt(1 + 1 / n)
            line("gate", stats.t.sf((x - np.mean(y)) / se, n - 1), x, y)
    for n in (8, 9, 20):
        y = np.round(rng.normal(2, 0.1, n), 4)
        y[n // 2] = 9
        low, high = (np.median(y) + s * 3 *
                     stats.median_abs_deviation(y, scale="normal")
                     for s in (-1, 1))
        clipped = np.clip(y, low, high)
        kept = np.count_nonzero(clipped == y)
        sd = np.std(clipped, ddof=1) * (n - 1) / (kept - 1)
        for x in (2.0, 2.2, 3.0):
            se = sd * np.sqrt(1 + 1 / n)
            line("gate", stats.t.sf((x - np.mean(clipped)) / se, kept - 1),
                 x, y)


def pooled(rng):
    """The same with the variance of three segments, the last the level."""
    for sizes in ((3, 3, 1), (12, 7, 1), (12, 7, 3), (1, 20, 2), (2, 9, 10)):
        starts = np.cumsum(sizes)[:2]
        y = np.round(rng.normal(0, 0.1, sum(sizes)) +
                     np.repeat((2, 3, 1), sizes), 4)
        y[5] += 0.8
        parts = np.split(y, starts)
        many = [p - np.median(p) for p in parts if len(p) > 1]
        r = np.concatenate(many)
        cut = 3 * stats.median_abs_deviation(r, scale="normal")
        cut = cut if len(r) >= 8 else np.inf
        many = [np.clip(p, -cut, cut) for p in many]
        free = len(r) - len(many)
        df = np.count_nonzero(np.abs(r) <= cut) - len(many)
        var = sum(np.sum((p - np.mean(p)) ** 2) for p in many) / free
        var *= (free / df) ** 2
        level = np.median(parts[2])
        if len(parts[2]) > 1:
            level += np.mean(many[-1])
        for x in (1.1, 1.3, 2):
            se = np.sqrt(var * (1 + 1 / sizes[2]))
            line("gate_pooled", stats.t.sf((x - level) / se, df), x,
                 *starts, y)


def powers():
    for df, alpha, power in itertools.product(
            (4, 5, 7, 9, 14, 29, 99), (0.005, 1e-4), (0.5, 0.8, 0.9)):
        t = -refined(alpha, df)
        delta = optimize.brentq(
            lambda nc: stats.nct.sf(t, df, nc) - power, 1, 25)
        line("power", delta, df, alpha, power)


if __name__ == "__main__":
    generator = np.random.default_rng(1)
    betas()
    students()
    orders(generator)
    families(generator)
    gates(generator)
    powers()
    pooled(np.random.default_rng(2))
