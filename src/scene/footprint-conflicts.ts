import type { BoundsM } from '../raster/raster-grid.ts';
import type { IssueLedger } from '../units/issue-ledger.ts';
import { footprintsOverlap, ringReaches } from './footprint-overlap.ts';
import { EMPTY_BOUNDS, ringBounds, signedArea, unionBounds } from './ring.ts';
import type { Building, Ring } from './scene.ts';

/** Footprints that share less than this [m] share a wall as surveys and maps draw it. */
const OVERLAP_DEPTH_M = 0.25;
/** Courtyards may touch the outer ring to this [m]. */
const COURTYARD_DEPTH_M = 0.01;
/** Vertices are one within this [m]. */
const SAME_VERTEX_M = 1e-3;

/** The courtyards that lie within the outer ring and apart from each other; the others are counted and left out. */
export function soundCourtyards(outer: Ring, holes: readonly Ring[], id: string, ledger: IssueLedger): Ring[] {
  const area = (ring: Ring) => Math.abs(signedArea(ring));
  const inside = holes.filter((hole) => {
    const sound = area(hole) < area(outer) * (1 - 1e-6) && !ringReaches(hole, [outer], 'outside', COURTYARD_DEPTH_M);
    if (!sound) ledger.note('rejected', 'courtyards-outside', 'courtyards do not lie within their outer ring', id);
    return sound;
  });
  if (inside.length < 2) return inside;
  const kept: { building: Building; ring: Ring }[] = [];
  // The largest first, so that of two that overlap the one that matters more stays.
  for (const ring of inside.toSorted((a, b) => area(b) - area(a))) {
    const building = { id, outer: ring, holes: [], heightM: 1, wallMaterial: '', roofMaterial: '' };
    if (kept.some((other) => footprintsOverlap(other.building, building, COURTYARD_DEPTH_M))) {
      ledger.note('rejected', 'courtyards-overlap', 'courtyards overlap a larger one of the same building', id);
    } else kept.push({ building, ring });
  }
  const left = new Set(kept.map(({ ring }) => ring));
  return inside.filter((ring) => left.has(ring));
}

/** Leaves out buildings that stand there twice, with equal rings and height; the first of each stays. */
export function withoutDuplicates(buildings: readonly Building[], ledger: IssueLedger): Building[] {
  const seen = new Map<string, string>();
  return buildings.filter((building) => {
    const key = [building.heightM, ...[building.outer, ...building.holes].map(ringKey)].join(';');
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, building.id);
      return true;
    }
    const what = 'buildings stand there twice, with the same footprint and height; the first of each is kept';
    ledger.note('rejected', 'buildings-duplicate', what, `${building.id}, like ${first}`);
    return false;
  });
}

/** The ring from its most south-western vertex on, to the millimetre: rings that start elsewhere compare equal. */
function ringKey(ring: Ring): string {
  const units = Array.from(ring, (v) => Math.round(v / SAME_VERTEX_M));
  let start = 0;
  for (let i = 2; i < units.length; i += 2) {
    const before = units[i]! - units[start]! || units[i + 1]! - units[start + 1]!;
    if (before < 0) start = i;
  }
  return [...units.slice(start), ...units.slice(0, start)].join(' ');
}

/**
 * Counts the buildings whose footprints overlap another's; all are kept. A grid of about one building a cell finds the
 * neighbours, and a building's search ends at its first overlap, so that even thousands on one spot cost little.
 */
export function noteOverlaps(buildings: readonly Building[], ledger: IssueLedger): void {
  const boxes = buildings.map((building) => ringBounds(building.outer));
  const all = boxes.reduce(unionBounds, EMPTY_BOUNDS);
  const columns = Math.min(1024, Math.max(1, Math.ceil(Math.sqrt(buildings.length))));
  // No cell smaller than the usual building, which would stand in many of them.
  const meanOf = (size: (box: BoundsM) => number) => boxes.reduce((sum, box) => sum + size(box), 0) / boxes.length;
  const stepX = Math.max(
    (all.maxX - all.minX) / columns,
    meanOf((box) => box.maxX - box.minX),
  );
  const stepY = Math.max(
    (all.maxY - all.minY) / columns,
    meanOf((box) => box.maxY - box.minY),
  );
  const cells = new Map<number, number[]>();
  const eachCell = (b: number, visit: (cell: number) => boolean) => {
    const box = boxes[b]!;
    const clamp = (v: number) => Math.max(0, Math.min(columns - 1, Math.floor(v)));
    const [left, right] = [clamp((box.minX - all.minX) / stepX), clamp((box.maxX - all.minX) / stepX)];
    const [low, high] = [clamp((box.minY - all.minY) / stepY), clamp((box.maxY - all.minY) / stepY)];
    for (let row = low; row <= high; row++) {
      for (let column = left; column <= right; column++) if (visit(row * columns + column)) return;
    }
  };
  for (let b = 0; b < buildings.length; b++) {
    eachCell(b, (cell) => {
      const list = cells.get(cell);
      if (list) list.push(b);
      else cells.set(cell, [b]);
      return false;
    });
  }
  const overlaps = new Uint8Array(buildings.length);
  const askedBy = new Int32Array(buildings.length).fill(-1);
  for (let b = 0; b < buildings.length; b++) {
    if (overlaps[b]) continue;
    const box = boxes[b]!;
    eachCell(b, (cell) => {
      for (const other of cells.get(cell)!) {
        if (other === b || askedBy[other] === b) continue;
        askedBy[other] = b;
        const beside = boxes[other]!;
        if (beside.maxX <= box.minX || beside.minX >= box.maxX) continue;
        if (beside.maxY <= box.minY || beside.minY >= box.maxY) continue;
        if (!footprintsOverlap(buildings[b]!, buildings[other]!, OVERLAP_DEPTH_M)) continue;
        for (const found of overlaps[other] ? [b] : [b, other]) {
          overlaps[found] = 1;
          ledger.note('warning', 'footprints-overlap', OVERLAP_TEXT, `${buildings[b]!.id} and ${buildings[other]!.id}`);
        }
        return true;
      }
      return false;
    });
  }
}

const OVERLAP_TEXT = `buildings overlap another by more than ${OVERLAP_DEPTH_M} m; they are kept, and the higher roof rules where two overlap`;
