import type { DrawnFeature } from './map-tiles.ts';
import { rectangle } from './map-tiles.ts';

/** Middle of the drawn town. */
export const TOWN = { latDeg: 47.5, lonDeg: 8.2 } as const;

/** Degrees of so many metres there. */
function place(xM: number, yM: number): [number, number] {
  const perDegree = 111_320;
  return [TOWN.lonDeg + xM / (perDegree * Math.cos((TOWN.latDeg * Math.PI) / 180)), TOWN.latDeg + yM / perDegree];
}

function block(xM: number, yM: number, widthM: number, depthM: number): [number, number][] {
  const [west, south] = place(xM, yM);
  const [east, north] = place(xM + widthM, yM + depthM);
  return rectangle(west, south, east, north) as [number, number][];
}

/**
 * A town of blocks about its middle, with streets, a river and a park, as the Protomaps basemap would have it: of every four
 * buildings one has a height, one levels, one a class and one nothing.
 * @param blocks along each side
 */
export function drawnTown(blocks: number): DrawnFeature[] {
  const pitch = 60;
  const side = blocks * pitch;
  const features: DrawnFeature[] = [];
  for (let i = 0; i < blocks; i++) {
    for (let j = 0; j < blocks; j++) {
      const n = i * blocks + j;
      const told = [
        { height: 9 + ((7 * n) % 23) },
        { num_floors: 2 + (n % 5) },
        { subtype: n % 3 === 0 ? 'apartments' : 'house' },
        {},
      ][(i + 2 * j) % 4]!;
      const lines = [block(i * pitch - side / 2, j * pitch - side / 2, 24 + (n % 3) * 8, 22 + (n % 4) * 6)];
      features.push({ layer: 'buildings', kind: 'polygon', id: n + 1, tags: { kind: 'building', ...told }, lines });
    }
    for (const line of [
      [place(i * pitch - side / 2 - 8, -side / 2), place(i * pitch - side / 2 - 8, side / 2)],
      [place(-side / 2, i * pitch - side / 2 - 8), place(side / 2, i * pitch - side / 2 - 8)],
    ]) {
      const kind = i % 6 === 0 ? 'major_road' : 'minor_road';
      features.push({ layer: 'roads', kind: 'line', tags: { kind }, lines: [line] });
    }
  }
  const river = block(-side, side / 2 + 20, 2 * side, 120);
  const park = block(side / 2 + 30, -side / 2, side / 3, side / 2);
  features.push({ layer: 'water', kind: 'polygon', tags: { kind: 'water' }, lines: [river] });
  features.push({ layer: 'landuse', kind: 'polygon', tags: { kind: 'park' }, lines: [park] });
  return features;
}
