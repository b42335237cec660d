#!/usr/bin/python3
"""Computes contrast.tsv: what src/detect/contrast.c has to agree with.

    /usr/bin/python3 tests/data/stats/contrast.py >tests/data/stats/contrast.tsv

Needs SciPy and NumPy (Debian: python3-scipy). Lines are as in tables.tsv.
Arguments: of history_ the commits up to the old one, then the new one, a
sample each; of samples_ how many the old one has, then both; of printed_ the
value, standard deviation and number of samples of the old one and the new one;
of holm_ which row, then how many rows, and of each four values a side.
"""
import numpy as np
from scipy import stats

from shift import interval, p_of
from tables import line, refined


def reach(df):
    return -refined(0.025, df)


def history(values, new):
    """One more commit against one commit, both of the history's variance."""
    y = np.log(values)
    n = len(y)
    spread = stats.median_abs_deviation(y, scale="normal")
    assert n < 8 or np.all(np.abs(y - np.median(y)) <= 3 * spread)
    se = np.std(y, ddof=1) * np.sqrt(2)
    d = np.log(new) - y[-1]
    half = reach(n - 1) * se
    return (2 * stats.t.sf(abs(d) / se, n - 1), np.expm1(d - half),
            np.expm1(d + half))


def side(values, at):
    """The interval of one commit of that history."""
    half = reach(len(values) - 1) * np.std(np.log(values), ddof=1)
    return values[-1] * np.exp(half * at)


def printed(value, sd, n):
    half = reach(n - 1) * sd / np.sqrt(n)
    return value - half, value + half


def holm(p):
    order = np.argsort(p, kind="stable")
    q = np.empty(len(p))
    q[order] = np.minimum(1, np.maximum.accumulate(
        (len(p) - np.arange(len(p))) * p[order]))
    return q


def histories(rng):
    for n in (5, 6, 7, 12, 20):
        for effect in (1, 1.02, 0.8, 3):
            noise = np.clip(rng.normal(0, 0.01, n), -0.02, 0.02)
            yield np.round(100 * np.exp(noise), 6), round(100 * effect, 6)


def pairs(rng):
    for n_a, n_b in ((4, 4), (4, 9), (10, 10), (30, 25)):
        for shift in (1, 1.1, 0.5):
            yield (np.round(rng.lognormal(2, 0.1, n_a), 5),
                   np.round(rng.lognormal(2, 0.1, n_b) * shift, 5))


def write_histories(rng):
    for values, new in histories(rng):
        p, low, high = history(values, new)
        args = *values, new
        line("history_p", p, *args)
        line("history_low", low, *args)
        line("history_high", high, *args)
        line("history_old_low", side(values, -1), *args)
        line("history_old_high", side(values, 1), *args)


def write_samples(rng):
    for a, b in pairs(rng):
        low, high = interval(a, b, 0.95)
        old = np.median(a)
        args = len(a), a, b
        line("samples_p", p_of(a, b, "two-sided"), *args)
        line("samples_change", np.median(np.subtract.outer(b, a)) / old, *args)
        line("samples_low", low / old, *args)
        line("samples_high", high / old, *args)


def write_printed(rng):
    for n in (2, 3, 10, 50):
        old, new = np.round(rng.lognormal(3, 0.3, 2), 4)
        sd_old, sd_new = np.round(rng.lognormal(0, 0.3, 2), 4)
        a, b = printed(old, sd_old, n), printed(new, sd_new, n + 1)
        args = old, sd_old, n, new, sd_new, n + 1
        line("printed_low", (b[0] - a[1]) / old, *args)
        line("printed_high", (b[1] - a[0]) / old, *args)
        line("printed_old_low", a[0], *args)


def write_tables(rng):
    for n in (1, 4, 9):
        rows = np.round(rng.lognormal(2, 0.3, (n, 8)), 4)
        q = holm(np.array([p_of(r[:4], r[4:], "two-sided") for r in rows]))
        for i in range(n):
            line("holm_q", q[i], i, n, rows.ravel())


if __name__ == "__main__":
    generator = np.random.default_rng(20261121)
    write_histories(generator)
    write_samples(generator)
    write_printed(generator)
    write_tables(generator)
