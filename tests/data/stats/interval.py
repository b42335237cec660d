#!/usr/bin/env python3
"""Ranks of the interval of a median, for tests/unit/test_interval.c.

/usr/bin/python3 tests/data/stats/interval.py >tests/data/stats/interval.tsv

n, confidence, and the k of [x_(k), x_(n+1-k)], 0 where there is none (SciPy
1.10): the largest k with P(X <= k - 1) <= (1 - confidence) / 2, X binomial.
"""
from scipy.stats import binom

for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 17, 20, 30, 50, 100, 999,
          1000, 100000):
    for confidence in (0.5, 0.9, 0.95, 0.99):
        k = 0
        while k < n // 2 and binom.cdf(k, n, 0.5) <= (1 - confidence) / 2:
            k += 1
        print(n, confidence, k, sep="\t")
