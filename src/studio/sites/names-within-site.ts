/** Ids without what all of them begin with: "Market-A", "Market-B" are A and B. */
export function namesWithinSite(ids: readonly string[]): ReadonlyMap<string, string> {
  const [first = '', ...others] = ids;
  let shared = 0;
  while (others.length > 0 && shared < first.length && others.every((id) => id[shared] === first[shared])) shared++;
  // Whole words only: "Tower 10" and "Tower 11" differ in their number, not in its last digit.
  while (shared > 0 && /[\p{L}\p{N}]/u.test(first[shared - 1] ?? '')) shared--;
  return new Map(ids.map((id) => [id, id.slice(shared) || id]));
}
