/** What is left, in words, from the time spent [ms] and the share done 0..1; a guess only after a second and a twentieth. */
export function timeLeft(elapsedMs: number, fraction: number): string {
  if (fraction >= 1) return 'finishing';
  if (elapsedMs < 1000 || fraction < 0.05) return 'estimating what is left';
  const seconds = (elapsedMs * (1 - fraction)) / fraction / 1000;
  if (seconds < 1) return 'under a second left';
  if (seconds < 90) return `about ${Math.ceil(seconds)} s left`;
  return `about ${Math.ceil(seconds / 60)} min left`;
}
