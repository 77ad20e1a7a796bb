// Comparing on a noisy machine: in turn, many short rounds, medians; and telling it, on the screen and as a line of JSON in the file that
// BENCH_FIGURES names. What a line says is in xtask/src/bench/figures.rs, what the figures must be in benchmarks/targets.json.
import { appendFileSync } from 'node:fs';

export const ROUNDS = Number(process.env.ROUNDS ?? 3);
export const SECONDS = Number(process.env.SECONDS ?? 3);

export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** `by` is 'clock', 'processor', or undefined where no time is in the figure; `ours` is undefined where others stand beside it. */
export function tell(row, unit, by, ours, beside = {}) {
  const line = JSON.stringify({ row, language: 'node', unit, by, ours, beside });
  console.log(line);
  if (process.env.BENCH_FIGURES) appendFileSync(process.env.BENCH_FIGURES, `${line}\n`);
}
