// Comparing on a noisy machine: in turn, many short rounds, the median of the ratios.

export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

let missed = 0;

/** Prints a ratio beside what it must be. */
export function judge(what, ratio, least) {
  const right = ratio >= least;
  if (!right) missed += 1;
  console.log(`${right ? 'ok  ' : 'MISS'}  ${what}: ${ratio.toFixed(2)} x, wanted at least ${least} x`);
}

/** Ends the process as the ratios say. */
export function end() {
  process.exitCode = missed ? 1 : 0;
}
