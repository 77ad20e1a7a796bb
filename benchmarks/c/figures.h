/* Measuring in many short rounds by the processor's time, and telling it as a line of JSON; what a line says is in xtask/src/bench/figures.rs. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_ROUNDS = 1000 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int by_size(const void *one, const void *other) {
  double a = *(const double *)one, b = *(const double *)other;
  return (a > b) - (a < b);
}

/* The median of many short rounds, in microseconds of the processor. */
static double median_of(void (*once)(const void *), const void *work, int calls) {
  const char *seconds = getenv("SECONDS");
  int rounds = (int)((seconds ? atof(seconds) : 3) * 20) + 3;
  static double found[MOST_ROUNDS];
  if (rounds > MOST_ROUNDS) rounds = MOST_ROUNDS;
  once(work);
  for (int round = 0; round < rounds; round++) {
    double begin = now();
    for (int call = 0; call < calls; call++) once(work);
    found[round] = (now() - begin) / calls;
  }
  qsort(found, (size_t)rounds, sizeof *found, by_size);
  return found[rounds / 2];
}

/* `figure` is `"ours":1.5` or `"beside":{"OpenSSL":1.5}`. */
static void tell(const char *row, const char *unit, const char *by, const char *figure) {
  const char *language = getenv("BENCH_LANGUAGE"), *file = getenv("BENCH_FIGURES");
  char line[400];
  snprintf(line, sizeof line, "{\"row\":\"%s\",\"language\":\"%s\",\"unit\":\"%s\"%s%s%s,%s}", row, language ? language : "c", unit, by ? ",\"by\":\"" : "",
           by ? by : "", by ? "\"" : "", figure);
  puts(line);
  FILE *figures = file ? fopen(file, "a") : NULL;
  if (figures) {
    fprintf(figures, "%s\n", line);
    fclose(figures);
  }
}
