import pytest


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@pytest.mark.parametrize("n", [5, 10])
def test_fib(benchmark, n):
    benchmark.extra_info["calls"] = 15 if n == 5 else 177
    benchmark.extra_info["note"] = "not a number"
    assert benchmark(fib, n) == fib(n)


@pytest.mark.benchmark(group="sorting")
class TestSort:
    def test_reversed(self, benchmark):
        benchmark.pedantic(sorted, args=(list(range(200, 0, -1)),), rounds=6, iterations=4)

    def test_once(self, benchmark):
        benchmark.pedantic(sorted, args=(list(range(50)),), rounds=1, iterations=1)


def test_that_fails(benchmark):
    benchmark(fib, 1)
    assert False
