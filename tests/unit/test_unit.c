#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/limits.h"

#define MICRO "\xc2\xb5"
#define MU    "\xce\xbc"

struct row {
	const char *from;
	const char *to;
	double factor; /* 0: not convertible */
};

static const struct row rows[] = {
	{ "", "", 1 },
	{ "widgets", "widgets", 1 },
	{ "us", MICRO "s", 1 },
	{ MU "s", MICRO "s", 1 },
	{ MU "s", "us", 1 },
	{ "ns", "ps", 1000 },
	{ "ns", "us", 1e-3 },
	{ "ns", "s", 1e-9 },
	{ "ms", "s", 1e-3 },
	{ "s", "ms", 1000 },
	{ "s", "sec", 1 },
	{ "msec", "ms", 1 },
	{ "min", "s", 60 },
	{ "m", "s", 60 },
	{ "h", "min", 60 },
	{ "h", "ps", 3.6e15 },
	{ "B", "bytes", 1 },
	{ "kB", "B", 1000 },
	{ "KB", "kB", 1 },
	{ "KiB", "B", 1024 },
	{ "MiB", "KiB", 1024 },
	{ "MB", "MiB", 1e6 / 1048576 },
	{ "GiB", "MB", 1073741824.0 / 1e6 },
	{ "MB/s", "B/s", 1e6 },
	{ "kB/s", "KiB/s", 1000.0 / 1024 },
	{ "MB/s", "MB/sec", 1 },
	{ "ns/op", "us/op", 1e-3 },
	{ MICRO "s/op", "us/op", 1 },
	{ "B/op", "KiB/op", 1.0 / 1024 },
	{ "ns/iter", "ms/iter", 1e-6 },
	{ "ns/byte", "ns/B", 1 },
	{ "MB/s", "MB/min", 60 },
	{ "bit/s", "kbit/s", 1e-3 },
	{ "Mbit/s", "kbit/s", 1000 },
	{ "Mbps", "Mbit/s", 1 },
	{ "Gbps", "Mbps", 1000 },
	{ "MBps", "kB/s", 1000 },

	/* a count per time, if the same is counted */
	{ "ops/s", "ops/ms", 1e-3 },
	{ "ops/ms", "ops/s", 1000 },
	{ "ops/s", "op/s", 1 },
	{ "ops/us", "operations/sec", 1e6 },
	{ "req/min", "req/s", 1 / 60.0 },
	{ "req/min", "requests/hour", 60 },
	{ "requests/sec", "rps", 1 },
	{ "krps", "req/s", 1000 },
	{ "rows/us", "row/ms", 1000 },
	{ "widgets/s", "widget/min", 60 },
	{ "iter/s", "iterations/s", 1 },
	{ "it/s", "iterations/s", 1 },
	{ "qps", "queries/s", 1 },
	{ "fps", "frames/s", 1 },
	{ "tok/s", "tokens/s", 1 },
	{ "Mops/s", "kops/s", 1000 },
	{ "Kelem/s", "elements/s", 1000 },
	{ "1/s", "1/ms", 1e-3 },
	{ "Hz", "1/s", 1 },
	{ "kHz", "Hz", 1000 },

	{ "ns", "ns/op", 0 },
	{ "ns/op", "ns/iter", 0 },
	{ "MB/s", "MB", 0 },
	{ "B", "s", 0 },
	{ "ms", "", 0 },
	{ "", "ms", 0 },
	{ "widgets", "gadgets", 0 },
	{ "ops/s", "rows/s", 0 },
	{ "ops/s", "ops", 0 },
	{ "req", "requests", 0 },
	{ "ops/s", "ns/op", 0 },
	{ "widgets/s", "gadgets/s", 0 },
	{ "kwidgets/s", "widgets/s", 0 },
	{ "MB/s", "Mbit/s", 0 },
	{ "ops/core", "ops/s", 0 },
	{ "tps", "transactions/s", 0 },
	{ "/min", "/s", 0 },
	{ "%", "pp", 0 },
	{ "MS", "ms", 0 },
	{ "mB", "MB", 0 },
	{ "/s", "/sec", 0 },
	{ "s/", "ms/op", 0 },
};

static void factors(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		double factor = -7;
		bool found = gp_unit_factor(rows[i].from, rows[i].to, &factor);

		if (found != (rows[i].factor != 0) ||
		    factor != (found ? rows[i].factor : -7))
			fail_msg("%s -> %s: %d, %.17g", rows[i].from,
				 rows[i].to, found, factor);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(factors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
