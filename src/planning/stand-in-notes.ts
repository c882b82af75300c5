/** From this share of places on, what was filled in says more than what is known. */
const MUCH = 0.5;

/** What is to be told of maps on which most users stand where some sector has no data. Shares 0..1, any number a map. */
export function standInNotes(shares: readonly { readonly map: string; readonly standInShare: number }[]): string[] {
  const most = new Map<string, number>();
  for (const { map, standInShare } of shares) most.set(map, Math.max(most.get(map) ?? 0, standInShare));
  return [...most]
    .filter(([, share]) => share > MUCH)
    .map(
      ([map, share]) =>
        `${map}: ${Math.round(100 * share)} % of the users stand where some sector has no data. Rows of a drive test that name the serving sector alone make sectors look stronger than they are wherever they do not serve.`,
    );
}
