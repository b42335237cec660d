#!/usr/bin/python3
"""Simulates constants.tsv: n, n var(median) and E[MAD^2] of normal values.

    /usr/bin/python3 tests/data/stats/constants.py >tests/data/stats/constants.tsv

src/stats/order.c has the first ones as tables and curves through the rest.
Two minutes; the last digit varies.
"""
import numpy as np

MAD_SCALE = 1.482602218505602


def simulate(rng, n):
    rows = min(1_000_000, 50_000_000 // n)
    medians = mads = 0.0
    for _ in range(4):
        x = rng.standard_normal((rows, n))
        median = np.median(x, axis=1, keepdims=True)
        mad = MAD_SCALE * np.median(abs(x - median), axis=1)
        medians += np.mean(median ** 2)
        mads += np.mean(mad ** 2)
    return n * medians / 4, mads / 4


if __name__ == "__main__":
    generator = np.random.default_rng(20261121)
    for size in (*range(1, 21), 25, 30, 41, 60, 101, 200):
        print(size, *(round(v, 4) for v in simulate(generator, size)),
              sep="\t", flush=True)
