import { EMPTY_BOUNDS, pointInRing, ringBounds, unionBounds } from './ring.ts';
import type { Building } from './scene.ts';

/** Answers which building stands at a point. */
export interface BuildingIndex {
  /** Place in the list of the highest building whose footprint (without courtyards) holds (x, y) [m], or -1. */
  at(x: number, y: number): number;
}

/** A grid over the footprints, about one building a cell: a query looks at a handful of them, however many there are. */
export function buildingIndex(buildings: readonly Building[]): BuildingIndex {
  const boxes = buildings.map((building) => ringBounds(building.outer));
  const all = boxes.reduce(unionBounds, EMPTY_BOUNDS);
  const columns = Math.min(1024, Math.max(1, Math.ceil(Math.sqrt(buildings.length))));
  const stepX = Math.max(1e-9, (all.maxX - all.minX) / columns);
  const stepY = Math.max(1e-9, (all.maxY - all.minY) / columns);
  const clamp = (v: number) => Math.max(0, Math.min(columns - 1, Math.floor(v)));
  const cells: number[][] = Array.from({ length: columns * columns }, () => []);
  for (const [b, box] of boxes.entries()) {
    const last = clamp((box.maxX - all.minX) / stepX);
    const top = clamp((box.maxY - all.minY) / stepY);
    for (let row = clamp((box.minY - all.minY) / stepY); row <= top; row++) {
      for (let c = clamp((box.minX - all.minX) / stepX); c <= last; c++) cells[row * columns + c]!.push(b);
    }
  }
  // The highest first, so that the first hit is the answer.
  for (const cell of cells) cell.sort((a, b) => buildings[b]!.heightM - buildings[a]!.heightM);
  return {
    at(x, y) {
      if (!(x >= all.minX && x <= all.maxX && y >= all.minY && y <= all.maxY)) return -1;
      const cell = cells[clamp((y - all.minY) / stepY) * columns + clamp((x - all.minX) / stepX)]!;
      for (const b of cell) {
        const box = boxes[b]!;
        if (x < box.minX || x > box.maxX || y < box.minY || y > box.maxY) continue;
        const { outer, holes } = buildings[b]!;
        if (pointInRing(outer, x, y) && !holes.some((hole) => pointInRing(hole, x, y))) return b;
      }
      return -1;
    },
  };
}
