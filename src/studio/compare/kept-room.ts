import type { NetworkMap } from '../results/network-map.ts';

/** Arrays of kept maps beyond this are let go. */
const MOST_BYTES = 256 * 2 ** 20;

/** Ids of the maps, newest first, whose arrays fit in the room; arrays that several share count once. */
export function roomFor(
  maps: readonly { readonly id: string; readonly map: NetworkMap }[],
  mostBytes = MOST_BYTES,
): readonly string[] {
  const counted = new Set<ArrayBufferLike>();
  const staying: string[] = [];
  let bytes = 0;
  for (const { id, map } of maps) {
    for (const { buffer } of arraysOf(map)) {
      if (counted.has(buffer)) continue;
      counted.add(buffer);
      bytes += buffer.byteLength;
    }
    if (bytes > mostBytes) break;
    staying.push(id);
  }
  return staying;
}

function arraysOf(map: NetworkMap): readonly { readonly buffer: ArrayBufferLike }[] {
  const own = [map.rsrpDbm, map.server, map.provenance, map.lineOfSight];
  const sectors = map.shares.flatMap(({ map: { pathGainDb, provenance, lineOfSight, spreadDb } }) => [
    ...[pathGainDb, provenance, lineOfSight],
    ...(spreadDb ? [spreadDb] : []),
  ]);
  return [...own, ...(map.spreadDb ? [map.spreadDb] : []), ...sectors];
}
