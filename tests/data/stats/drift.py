#!/usr/bin/python3
"""Computes drift.tsv: what src/stats/drift.c has to agree with.

    /usr/bin/python3 tests/data/stats/drift.py >tests/data/stats/drift.tsv

Needs SciPy and NumPy (Debian: python3-scipy). Lines are as in tables.tsv; the
arguments are the values of the series.
"""
import numpy as np
from scipy import stats

from tables import line


def mann_kendall(x, slope):
    n = len(x)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    s = sum(np.sign(x[j] - x[i]) for i, j in pairs)
    counts = np.unique(x, return_counts=True)[1]
    var = (n * (n - 1) * (2 * n + 5) -
           sum(t * (t - 1) * (2 * t + 5) for t in counts)) / 18
    if var == 0:
        return 1.0
    rest = x - slope * np.arange(n)
    ranks = stats.rankdata(np.round(rest / np.max(np.abs(x)), 11))
    ranks = ranks - np.mean(ranks)
    total = 0
    for k in range(1, 11):
        square = np.sum(ranks ** 2)
        if k >= n - 2 or square == 0:
            break
        rho = np.sum(ranks[k:] * ranks[:-k]) / square
        if abs(rho) > stats.norm.ppf(0.975) / np.sqrt(n):
            total += (n - k) * (n - k - 1) * (n - k - 2) * rho
    factor = max(1, 1 + 2 * total / (n * (n - 1) * (n - 2)))
    z = max(0, abs(s) - 1) / np.sqrt(var * factor)
    return 2 * stats.norm.sf(z)


def distances(x):
    return np.sum(np.abs(x - np.median(x)))


def is_line(x, slope):
    n = len(x)
    step = min(distances(x[:i]) + distances(x[i:]) for i in range(1, n))
    with np.errstate(divide="ignore"):
        return (n * np.log(distances(x - slope * np.arange(n))) <
                n * np.log(step) + np.log(n) / 2)


def series(rng):
    for n in (10, 11, 30, 99, 100):
        noise = rng.standard_normal(n)
        for slope in (0, 0.001, -0.02, 0.3):
            yield np.round(5 + 0.1 * noise + slope * np.arange(n), 4)
        yield np.round(5 + noise + 0.02 * np.arange(n))  # ties
        yield np.round(np.cumsum(noise), 3)
        yield np.round(0.3 * noise + 3 * (np.arange(n) >= n // 3), 3)
    for n in (40, 100):
        leaning = rng.standard_normal(n)
        for i in range(1, n):
            leaning[i] = 0.7 * leaning[i - 1] + 0.7 * leaning[i]
        yield np.round(leaning + 0.05 * np.arange(n), 3)
        yield np.round(leaning - 0.5 * np.arange(n), 3)
    yield np.full(20, 7.0)
    yield np.array([0.0] * 10 + [1.0])


if __name__ == "__main__":
    for x in series(np.random.default_rng(2)):
        slope = stats.theilslopes(x)[0]
        p = mann_kendall(x, slope)
        total = slope * (len(x) - 1)
        line("slope", slope, x)
        line("total", total, x)
        line("p", p, x)
        line("drifting",
             p < 1e-5 and abs(total) >= 0.5 and is_line(x, slope), x)
