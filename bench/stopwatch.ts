/** Wall time and the CPU time of all threads of this process, a software adapter's included [s]. */
export interface Took {
  readonly wallS: number;
  readonly cpuS: number;
}

/** Runs `work` once and times it. On a machine that others use too, CPU time is the steadier of the two. */
export async function timed<T>(work: () => Promise<T>): Promise<Took & { readonly value: T }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const value = await work();
  const wallS = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { value, wallS, cpuS: (user + system) / 1e6 };
}

/** Runs `work` `times` times: the medians of the times, and the last value. */
export async function timedMedian<T>(times: number, work: () => Promise<T>): Promise<Took & { readonly value: T }> {
  const runs = [];
  for (let i = 0; i < times; i++) runs.push(await timed(work));
  return {
    value: runs.at(-1)!.value,
    wallS: quantile(
      runs.map((run) => run.wallS),
      0.5,
    ),
    cpuS: quantile(
      runs.map((run) => run.cpuS),
      0.5,
    ),
  };
}

/** The value below which a share `q` [0..1] of the values lies; 0 of none. */
export function quantile(values: Iterable<number>, q: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
