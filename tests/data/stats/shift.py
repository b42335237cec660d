#!/usr/bin/python3
"""Computes shift.tsv: what src/stats/shift.c has to agree with.

    /usr/bin/python3 tests/data/stats/shift.py >tests/data/stats/shift.tsv

Needs SciPy and NumPy (Debian: python3-scipy). Lines are as in tables.tsv; the
arguments are the confidence, how many values a has, a and b.
"""
import numpy as np
from scipy import special, stats

from tables import line


def is_small(a, b):
    return len(a) + len(b) <= 50


def p_of(a, b, alternative):
    both = np.concatenate([a, b])
    if np.all(both == both[0]):
        return 1.0
    exact = is_small(a, b) and len(np.unique(both)) == len(both)
    p = stats.mannwhitneyu(b, a, alternative=alternative,
                           method="exact" if exact else "asymptotic").pvalue
    # Of ties the approximation may be below any arrangement's probability.
    sides = 2 if alternative == "two-sided" else 1
    return max(p, sides / special.comb(len(both), len(a)))


def arrangements(m, n):
    """By the recurrence of Mann & Whitney: the largest value is an a, or b."""
    rows = {}
    for i in range(m + 1):
        for j in range(n + 1):
            row = [0] * (m * n + 1)
            if i == 0 or j == 0:
                row[0] = 1
            else:
                for u in range(i * j + 1):
                    row[u] = rows[i, j - 1][u - i] if u >= i else 0
                    row[u] += rows[i - 1, j][u]
            rows[i, j] = row
    return rows[m, n]


def interval(a, b, confidence):
    m, n = len(a), len(b)
    differences = np.sort(np.subtract.outer(b, a).ravel())
    alpha = (1 - confidence) / 2
    if is_small(a, b):
        tails = np.cumsum(arrangements(m, n)) / special.comb(m + n, m)
        k = int(np.count_nonzero(tails <= alpha * (1 + 1e-12)))
    else:
        sd = np.sqrt(m * n * (m + n + 1) / 12)
        k = int(np.floor(m * n / 2 - stats.norm.isf(alpha) * sd))
    if k <= 0:
        return np.nan, np.nan
    return differences[k - 1], differences[-k]


def samples(rng):
    sizes = [(1, 1), (1, 5), (3, 3), (4, 4), (5, 9), (10, 10), (20, 30),
             (25, 25), (2, 60), (30, 40), (60, 55)]
    for n_a, n_b in sizes:
        for shift in (0, 0.4, -1.5):
            a = rng.lognormal(0, 0.5, n_a)
            b = rng.lognormal(0, 0.5, n_b) + shift
            yield np.round(a, 5), np.round(b, 5)
            yield np.round(a), np.round(b)  # ties


if __name__ == "__main__":
    for a, b in samples(np.random.default_rng(3)):
        for confidence in (0.95, 0.8):
            args = confidence, len(a), a, b
            low, high = interval(a, b, confidence)
            line("low", low, *args)
            line("high", high, *args)
        line("shift", np.median(np.subtract.outer(b, a)), *args)
        line("p", p_of(a, b, "two-sided"), *args)
        line("p_greater", p_of(a, b, "greater"), *args)
        line("p_less", p_of(a, b, "less"), *args)
