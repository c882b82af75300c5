import type { PathCache } from './path-cache.ts';

/** The paths to some cells of a cache, in the order of `cells`. */
export function pathsToCells(cache: PathCache, cells: ArrayLike<number>): PathCache {
  const from: number[] = [];
  const cellStart = new Uint32Array(cells.length + 1);
  for (let k = 0; k < cells.length; k++) {
    for (let i = cache.cellStart[cells[k]!]!; i < cache.cellStart[cells[k]! + 1]!; i++) from.push(i);
    cellStart[k + 1] = from.length;
  }
  const eventFrom: number[] = [];
  const eventStart = new Uint32Array(from.length + 1);
  from.forEach((i, k) => {
    for (let e = cache.eventStart[i]!; e < cache.eventStart[i + 1]!; e++) eventFrom.push(e);
    eventStart[k + 1] = eventFrom.length;
  });
  const take = <T extends Float32Array | Uint8Array>(values: T, at: readonly number[]): T => {
    const out = new (values.constructor as new (length: number) => T)(at.length);
    for (let k = 0; k < at.length; k++) out[k] = values[at[k]!]!;
    return out;
  };
  const { events } = cache;
  return {
    ...cache,
    cellCount: cells.length,
    cellStart,
    azimuthRad: take(cache.azimuthRad, from),
    zenithRad: take(cache.zenithRad, from),
    gainTT: take(cache.gainTT, from),
    gainTP: take(cache.gainTP, from),
    gainPP: take(cache.gainPP, from),
    weight: take(cache.weight, from),
    mechanism: take(cache.mechanism, from),
    eventStart,
    events: {
      kind: take(events.kind, eventFrom),
      building: Uint32Array.from(eventFrom, (e) => events.building[e]!),
      material: Uint16Array.from(eventFrom, (e) => events.material[e]!),
      cosine: take(events.cosine, eventFrom),
      rotationRad: take(events.rotationRad, eventFrom),
    },
    lineOfSight: Uint8Array.from(cells, (c) => cache.lineOfSight[c]!),
  };
}

/**
 * The cache without the paths of cells that even an isotropic antenna would leave below `leastGain` [linear]: whether a cell counts as
 * covered must not depend on the antenna that is being fitted, and no receiver hears such cells.
 */
export function withoutInaudible(cache: PathCache, leastGain: number): PathCache {
  let lost = false;
  const heard = new Uint8Array(cache.cellCount);
  const kept: number[] = [];
  for (let c = 0; c < cache.cellCount; c++) {
    let sum = 0;
    for (let i = cache.cellStart[c]!; i < cache.cellStart[c + 1]!; i++) sum += cache.gainTT[i]! + cache.gainPP[i]!;
    // A field of unit size carries half of the trace on average.
    const silent = sum > 0 && sum / 2 < leastGain;
    lost ||= silent;
    if (silent) continue;
    heard[c] = 1;
    kept.push(c);
  }
  if (!lost) return cache;
  const part = pathsToCells(cache, kept);
  const cellStart = new Uint32Array(cache.cellCount + 1);
  let at = 0;
  for (let c = 0; c < cache.cellCount; c++) {
    cellStart[c] = part.cellStart[at]!;
    at += heard[c]!;
  }
  cellStart[cache.cellCount] = part.cellStart[kept.length]!;
  return { ...part, cellCount: cache.cellCount, cellStart, lineOfSight: cache.lineOfSight };
}

/** Directions within this angle [rad] become one: over it, the pattern's curvature leaves hundredths of a decibel (see merge-paths). */
const DIRECTION_RAD = (1.5 * Math.PI) / 180;

/**
 * The same paths for antennas alone: contributions of a cell that leave in nearly the same direction become one, whatever they
 * met, and no events are kept. Several times fewer, and the same levels for any antenna with the materials as recorded.
 */
export function pathsForAntennas(cache: PathCache): PathCache {
  const cellStart = new Uint32Array(cache.cellCount + 1);
  const merged = {
    az: [] as number[],
    zen: [] as number[],
    tt: [] as number[],
    tp: [] as number[],
    pp: [] as number[],
  };
  const mechanism: number[] = [];
  for (let c = 0; c < cache.cellCount; c++) {
    const slots = new Map<number, number>();
    for (let i = cache.cellStart[c]!; i < cache.cellStart[c + 1]!; i++) {
      const power = cache.gainTT[i]! + cache.gainPP[i]!;
      const key =
        1000 * Math.floor((cache.azimuthRad[i]! + Math.PI) / DIRECTION_RAD) +
        Math.floor(cache.zenithRad[i]! / DIRECTION_RAD);
      const slot = slots.get(key) ?? mechanism.length;
      if (slot === mechanism.length) {
        slots.set(key, slot);
        // Contributions come strongest first: the first names the mechanism.
        mechanism.push(cache.mechanism[i]!);
        for (const sums of Object.values(merged)) sums.push(0);
      }
      merged.az[slot]! += power * cache.azimuthRad[i]!;
      merged.zen[slot]! += power * cache.zenithRad[i]!;
      merged.tt[slot]! += cache.gainTT[i]!;
      merged.tp[slot]! += cache.gainTP[i]!;
      merged.pp[slot]! += cache.gainPP[i]!;
    }
    cellStart[c + 1] = mechanism.length;
  }
  const n = mechanism.length;
  const mean = (sums: readonly number[]) => Float32Array.from(sums, (sum, i) => sum / (merged.tt[i]! + merged.pp[i]!));
  return {
    ...cache,
    cellStart,
    azimuthRad: mean(merged.az),
    zenithRad: mean(merged.zen),
    gainTT: Float32Array.from(merged.tt),
    gainTP: Float32Array.from(merged.tp),
    gainPP: Float32Array.from(merged.pp),
    weight: new Float32Array(n),
    mechanism: Uint8Array.from(mechanism),
    eventStart: new Uint32Array(n + 1),
    events: {
      kind: new Uint8Array(0),
      building: new Uint32Array(0),
      material: new Uint16Array(0),
      cosine: new Float32Array(0),
      rotationRad: new Float32Array(0),
    },
  };
}
