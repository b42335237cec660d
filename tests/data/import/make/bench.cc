// A program that shows what Google Benchmark can print.
#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>

static void BM_Copy(benchmark::State &state)
{
	std::string from(state.range(0), 'x');

	for (auto _ : state)
		benchmark::DoNotOptimize(std::string(from));
	state.SetItemsProcessed(state.iterations());
	state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Copy)->Arg(64)->Arg(4096);

static void BM_Sort(benchmark::State &state)
{
	for (auto _ : state) {
		std::vector<int> v(state.range(0));

		for (size_t i = 0; i < v.size(); i++)
			v[i] = int(i * 7919 % v.size());
		std::sort(v.begin(), v.end());
		benchmark::DoNotOptimize(v.data());
	}
	state.counters["p99_us"] = 12.5;
	state.counters["cache_misses"] = 3;
	state.counters["lookups"] = benchmark::Counter(
		1000, benchmark::Counter::kIsRate);
	state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_Sort)->RangeMultiplier(4)->Range(64, 1024)->Complexity()->Unit(
	benchmark::kMicrosecond);

static void BM_Fails(benchmark::State &state)
{
	state.SkipWithError("could not open \"input\"");
	for (auto _ : state)
		;
}
BENCHMARK(BM_Fails);

static void BM_NotANumber(benchmark::State &state)
{
	for (auto _ : state)
		benchmark::ClobberMemory();
	state.counters["ratio"] = 0.0 / (state.iterations() > 0 ? 0.0 : 1.0);
	state.counters["speed"] = 1.0 / (state.iterations() > 0 ? 0.0 : 1.0);
}
BENCHMARK(BM_NotANumber);

static void BM_Threads(benchmark::State &state)
{
	for (auto _ : state)
		std::this_thread::yield();
}
BENCHMARK(BM_Threads)->Threads(2)->UseRealTime()->Name("yield to: others");

BENCHMARK_MAIN();
