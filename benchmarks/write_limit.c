/* The physical limit of regenerating one workbook, with zlib alone.
 *
 * write_limit ROUNDS SOURCE TARGET KEPT PART...
 * SOURCE is a list of lines "offset length size": where the packed bytes of each part
 * stand in the workbook named on its first line. KEPT is how many bytes are copied raw;
 * each PART is a file with a new part. Prints for each round, in seconds on the clock
 * and of CPU: reading (read, inflate, one pass over all bytes) and writing (deflate of
 * the new parts at level 1, raw copy, new file).
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

enum { MAX_PARTS = 4096, ROOM = 1 << 26 };

static unsigned char *packed, *plain, *out;
static long at[MAX_PARTS], length[MAX_PARTS], size[MAX_PARTS];

static double now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static size_t slurp(const char *name, unsigned char *into) {
    FILE *f = fopen(name, "rb");
    if (!f) exit(1);
    size_t n = fread(into, 1, ROOM, f);
    fclose(f);
    return n;
}

static long inflate_and_scan(int parts) {
    long tags = 0;
    for (int k = 0; k < parts; k++) {
        z_stream s = {0};
        inflateInit2(&s, -15);
        s.next_in = packed + at[k];
        s.avail_in = length[k];
        s.next_out = plain;
        s.avail_out = size[k];
        inflate(&s, Z_FINISH);
        inflateEnd(&s);
        for (long i = 0; i < size[k]; i++) tags += plain[i] == '<';
    }
    return tags;
}

int main(int argc, char **argv) {
    if (argc < 6) return 2;
    int rounds = atoi(argv[1]), parts = 0, fresh = argc - 5;
    char workbook[4096];
    FILE *list = fopen(argv[2], "r");
    if (!list || !fgets(workbook, sizeof workbook, list)) return 1;
    workbook[strcspn(workbook, "\n")] = 0;
    while (fscanf(list, "%ld %ld %ld", &at[parts], &length[parts], &size[parts]) == 3) parts++;
    fclose(list);
    size_t kept = strtoul(argv[4], NULL, 10);
    packed = malloc(ROOM), plain = malloc(ROOM), out = malloc(ROOM);
    unsigned char *news[64];
    size_t news_size[64];
    for (int k = 0; k < fresh && k < 64; k++) {
        news[k] = malloc(ROOM);
        news_size[k] = slurp(argv[5 + k], news[k]);
    }
    for (int r = 0; r < rounds; r++) {
        double t0 = now(CLOCK_MONOTONIC), c0 = now(CLOCK_PROCESS_CPUTIME_ID);
        slurp(workbook, packed);
        volatile long tags = inflate_and_scan(parts);
        (void)tags;
        double t1 = now(CLOCK_MONOTONIC), c1 = now(CLOCK_PROCESS_CPUTIME_ID);
        size_t n = 0;
        for (int k = 0; k < fresh; k++) {
            z_stream s = {0};
            deflateInit2(&s, 1, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
            s.next_in = news[k];
            s.avail_in = news_size[k];
            s.next_out = out + n;
            s.avail_out = ROOM - n;
            deflate(&s, Z_FINISH);
            n += s.total_out;
            deflateEnd(&s);
        }
        FILE *f = fopen(argv[3], "wb");
        if (!f) return 1;
        fwrite(packed, 1, kept, f);
        fwrite(out, 1, n, f);
        fclose(f);
        double t2 = now(CLOCK_MONOTONIC), c2 = now(CLOCK_PROCESS_CPUTIME_ID);
        printf("%.9f %.9f %.9f %.9f\n", t1 - t0, c1 - c0, t2 - t1, c2 - c1);
        remove(argv[3]);
    }
    return 0;
}
