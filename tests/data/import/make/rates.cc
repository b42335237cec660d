/* Rates per CPU time, per real time, and per manual time. */
#include <benchmark/benchmark.h>
#include <cstring>
#include <vector>
static void BM_Copy(benchmark::State &state)
{
	std::vector<char> a(4096), b(4096);
	for (auto _ : state) {
		memcpy(b.data(), a.data(), 4096);
		benchmark::ClobberMemory();
	}
	state.SetItemsProcessed(state.iterations());
	state.counters["frames_per_second"] = benchmark::Counter(
		state.iterations(), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_Copy)->MinTime(0.01);
BENCHMARK(BM_Copy)->MinTime(0.01)->UseRealTime();
static void BM_Manual(benchmark::State &state)
{
	for (auto _ : state)
		state.SetIterationTime(0.001);
	state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Manual)->Iterations(100)->UseManualTime();
BENCHMARK(BM_Copy)->MinTime(0.01)->Threads(2)->UseRealTime();
BENCHMARK_MAIN();
