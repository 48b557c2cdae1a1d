/* Loops in C, as a peer: see ../README.md. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double uniform(void) { return (double)random() / 2147483648.0; }

static double now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

/* value is what follows "key": in a line of JSON that the client wrote, or nothing. */
static const char *value(const char *line, const char *key) {
	char quoted[32];
	snprintf(quoted, sizeof quoted, "\"%s\":", key);
	const char *at = strstr(line, quoted);
	return at ? at + strlen(quoted) : "";
}

/* is tells whether "key": is followed by "text". */
static int is(const char *line, const char *key, const char *text) {
	char quoted[32];
	snprintf(quoted, sizeof quoted, "\"%s\"", text);
	return !strncmp(value(line, key), quoted, strlen(quoted));
}

#define REAL float
#define NAME(f) f##_float32
#include "loops.h"
#undef REAL
#undef NAME

#define REAL double
#define NAME(f) f##_float64
#include "loops.h"

static void answer(const char *line) {
	int both = is(line, "pass", "forwardbackward"), wide = is(line, "dtype", "float64");
	size_t n = strtoull(value(line, "n"), NULL, 10);
	long calls = strtol(value(line, "calls"), NULL, 10);
	if (!wide && !is(line, "dtype", "float32")) n = 0;
	if (strstr(line, "\"check\":true")) {
		wide ? check_float64(line) : check_float32(line);
	} else if (n < 1 || calls < 1 || !is(line, "labels", "given") || (!both && !is(line, "pass", "forward"))) {
		printf("{\"error\":\"cannot do that\"}\n");
	} else {
		wide ? measure_float64(n, calls, both) : measure_float32(n, calls, both);
	}
}

int main(void) {
	static char line[1 << 20];
	setvbuf(stdout, NULL, _IOLBF, 1 << 16);
#ifdef __clang__
	printf("{\"name\":\"clang\",\"version\":\"%s\"}\n", __clang_version__);
#else
	printf("{\"name\":\"gcc\",\"version\":\"%s\"}\n", __VERSION__);
#endif
	while (fgets(line, sizeof line, stdin)) answer(line);
	return 0;
}
