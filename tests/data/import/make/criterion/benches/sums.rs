use criterion::{black_box, criterion_group, criterion_main, BenchmarkId, Criterion, SamplingMode, Throughput};
use std::time::Duration;
use sums::fib;

fn all(c: &mut Criterion) {
    c.bench_function("fib 12", |b| b.iter(|| fib(black_box(12))));
    c.bench_function("a name that is too long for one line", |b| {
        b.iter(|| black_box(1u64).wrapping_mul(3))
    });

    let mut group = c.benchmark_group("sum");
    for n in [64u64, 4096] {
        let data: Vec<u64> = (0..n).collect();
        group.throughput(Throughput::Bytes(8 * n));
        group.bench_with_input(BenchmarkId::new("plain", n), &data, |b, d| {
            b.iter(|| black_box(d).iter().sum::<u64>())
        });
    }
    group.throughput(Throughput::Elements(10));
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function("flat/elements", |b| b.iter(|| fib(black_box(20))));
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(400));
    targets = all
}
criterion_main!(benches);
