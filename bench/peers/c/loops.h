/* The loops that a C programmer would write, on elements of type REAL, and what answers a request for them. NAME makes
 * names that tell the element types apart: peer.c includes this once for each. */

/* A plain compare lets -ffast-math turn the choice into a vector maximum or mask. */
__attribute__((noinline)) static REAL NAME(forward)(const REAL *restrict x1, const REAL *restrict x2,
                                                    const REAL *restrict y, size_t n, REAL margin) {
	REAL sum = 0;
	for (size_t i = 0; i < n; i++) {
		REAL u = margin - y[i] * (x1[i] - x2[i]);
		sum += u > 0 ? u : 0;
	}
	return sum / n;
}

__attribute__((noinline)) static REAL NAME(forward_backward)(REAL *restrict gx1, REAL *restrict gx2,
                                                             const REAL *restrict x1, const REAL *restrict x2,
                                                             const REAL *restrict y, size_t n, REAL margin) {
	REAL sum = 0, scale = (REAL)1 / n;
	for (size_t i = 0; i < n; i++) {
		REAL u = margin - y[i] * (x1[i] - x2[i]);
		REAL g = u >= 0 ? y[i] * scale : 0;
		sum += u > 0 ? u : 0;
		gx1[i] = -g;
		gx2[i] = g;
	}
	return sum / n;
}

struct NAME(batch) {
	size_t n;
	REAL *x1, *x2, *y, *gx1, *gx2;
	struct NAME(batch) *next;
};

static REAL *NAME(array)(size_t n) {
	REAL *p = aligned_alloc(64, (n * sizeof *p + 63) / 64 * 64);
	if (!p) exit(1);
	return p;
}

static struct NAME(batch) *NAME(allocate)(size_t n) {
	struct NAME(batch) *b = calloc(1, sizeof *b);
	if (!b) exit(1);
	b->n = n;
	b->x1 = NAME(array)(n), b->x2 = NAME(array)(n), b->y = NAME(array)(n);
	b->gx1 = NAME(array)(n), b->gx2 = NAME(array)(n);
	return b;
}

/* Half of the pairs violate the margin 0.25, and no label tells which. */
static struct NAME(batch) *NAME(known)(size_t n) {
	static struct NAME(batch) *list;
	for (struct NAME(batch) *b = list; b; b = b->next)
		if (b->n == n) return b;
	struct NAME(batch) *b = NAME(allocate)(n);
	for (size_t i = 0; i < n; i++) {
		double y = random() & 1 ? -1 : 1, x2 = uniform();
		b->x1[i] = x2 + y * (0.25 + uniform() - 0.5), b->x2[i] = x2, b->y[i] = y;
	}
	b->next = list;
	return list = b;
}

static REAL NAME(call)(struct NAME(batch) *b, int both, REAL margin) {
	return both ? NAME(forward_backward)(b->gx1, b->gx2, b->x1, b->x2, b->y, b->n, margin)
	            : NAME(forward)(b->x1, b->x2, b->y, b->n, margin);
}

static size_t NAME(numbers)(const char *text, REAL *dst, size_t most) {
	size_t n = 0;
	if (*text != '[') return 0;
	for (char *end; n < most; n++, text = end) {
		REAL f = strtod(text + 1, &end);
		if (end == text + 1) break;
		dst[n] = f;
	}
	return n;
}

static void NAME(print)(const char *key, const REAL *x, size_t n) {
	printf(",\"%s\":[", key);
	for (size_t i = 0; i < n; i++) printf("%s%.17g", i ? "," : "", x[i]);
	printf("]");
}

static void NAME(check)(const char *line) {
	enum { most = 4096 };
	struct NAME(batch) *b = NAME(allocate)(most);
	b->n = NAME(numbers)(value(line, "x1"), b->x1, most);
	NAME(numbers)(value(line, "x2"), b->x2, most);
	NAME(numbers)(value(line, "y"), b->y, most);
	REAL margin = strtod(value(line, "margin"), NULL);
	REAL loss = NAME(call)(b, 0, margin), again = NAME(call)(b, 1, margin);
	printf("{\"loss\":%.17g,\"fused\":%.17g", loss, again);
	NAME(print)("gx1", b->gx1, b->n);
	NAME(print)("gx2", b->gx2, b->n);
	printf("}\n");
}

static void NAME(measure)(size_t n, long calls, int both) {
	struct NAME(batch) *b = NAME(known)(n);
	volatile REAL sink = 0;
	double start = now();
	for (long i = 0; i < calls; i++) {
		sink = NAME(call)(b, both, 0.25);
		__asm__ volatile("" ::: "memory"); /* or a call that repeats the last one is left out */
	}
	double ns = now() - start;
	(void)sink;
	printf("{\"ns\":%.6g}\n", ns / calls);
}
