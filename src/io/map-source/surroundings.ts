import { fillRings } from '../../raster/fill-rings.ts';
import type { GeoFrame } from '../../raster/geo-frame.ts';
import { type BoundsM, cellCount, gridOfBounds } from '../../raster/raster-grid.ts';
import type { Surroundings } from '../../scene/build-scene.ts';
import type { ClassRaster, Ring, Road } from '../../scene/scene.ts';
import { LAND_USE_NAMES, landUseCode } from '../../scene/synthetic/land-use-classes.ts';
import { localRing } from '../formats/lonlat-footprints.ts';
import { AVENUE_WIDTH_M, landUseOf, roadWidthM, STREET_WIDTH_M } from './map-kinds.ts';
import type { MapCut } from './map-source.ts';
import { openRings } from './open-rings.ts';
import { clipLine, clipRing } from './tile-clip.ts';

/** Cells of the land-use raster [m]: fine, unless the box is large. */
const FINE_CELL_M = 5;
const COARSE_CELL_M = 10;
const FINE_LIMIT_M = 5000;

interface LocalArea {
  readonly land: string;
  /** Clipped to the bounds, the outer ring first. */
  readonly rings: readonly Ring[];
}

/** Roads, water and land use of a cut, clipped to the bounds of the scene. */
export function surroundingsOf(cut: MapCut, frame: GeoFrame, bounds: BoundsM): Surroundings {
  const exact = (v: number) => v;
  const areas = cut.areas.flatMap(({ land, rings }): LocalArea[] => {
    const clipped = rings.map((ring) => clipRing(localRing(ring, frame), bounds, exact));
    return (clipped[0]?.length ?? 0) < 6 ? [] : [{ land, rings: clipped.filter((ring) => ring.length >= 6) }];
  });
  const roads = cut.roads.flatMap(({ road, name, bridge, points }): Road[] => {
    const widthM = roadWidthM(road);
    if (widthM === null) return [];
    const about = { widthM, ...(name !== null && { name }), ...(bridge && { bridge }) };
    return clipLine(localRing(points, frame), bounds).map((line) => ({ line, ...about }));
  });
  const water = areas.filter(({ land }) => landUseOf(land) === 'water').flatMap(({ rings }) => openRings(rings));
  return { roads, water, landUse: paintedLand(areas, roads, bounds) };
}

/** Land use by cell, larger areas first so that a garden shows within its park; streets over them, water over all but bridges. */
function paintedLand(areas: readonly LocalArea[], roads: readonly Road[], bounds: BoundsM): ClassRaster {
  const wide = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  const grid = gridOfBounds(bounds, wide > FINE_LIMIT_M ? COARSE_CELL_M : FINE_CELL_M);
  const classes = new Uint8Array(cellCount(grid));
  const paint = (rings: readonly Ring[], code: number) =>
    fillRings(grid, rings, (cell) => {
      classes[cell] = code;
    });
  const paintRoad = ({ line, widthM }: Road) => {
    if (widthM < STREET_WIDTH_M) return;
    const code = landUseCode(widthM >= AVENUE_WIDTH_M ? 'avenue' : 'street');
    for (let i = 0; i + 3 < line.length; i += 2) paint([strip(line.subarray(i, i + 4), widthM)], code);
  };
  const coded = areas.flatMap(({ land, rings }) => {
    const use = landUseOf(land);
    return use ? [{ use, rings, cells: boundsArea(rings[0]!) }] : [];
  });
  coded.sort((a, b) => b.cells - a.cells);
  for (const { use, rings } of coded) if (use !== 'water') paint(rings, landUseCode(use));
  const byWidth = [...roads].sort((a, b) => a.widthM - b.widthM);
  byWidth.forEach(paintRoad);
  for (const { use, rings } of coded) if (use === 'water') paint(rings, landUseCode(use));
  for (const road of byWidth) if (road.bridge) paintRoad(road);
  return { grid, classes, names: LAND_USE_NAMES };
}

function boundsArea(ring: Ring): number {
  const xs = ring.filter((_, i) => i % 2 === 0);
  const ys = ring.filter((_, i) => i % 2 === 1);
  const span = (of: Float64Array) => of.reduce((a, b) => Math.max(a, b)) - of.reduce((a, b) => Math.min(a, b));
  return span(xs) * span(ys);
}

/** A piece of road as a rectangle, longer by half its width at both ends so that corners close. */
function strip(piece: Float64Array, widthM: number): Ring {
  const [ax, ay, bx, by] = [piece[0]!, piece[1]!, piece[2]!, piece[3]!];
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const dx = ((bx - ax) / length) * (widthM / 2);
  const dy = ((by - ay) / length) * (widthM / 2);
  return Float64Array.of(
    ax - dx + dy,
    ay - dy - dx,
    bx + dx + dy,
    by + dy - dx,
    bx + dx - dy,
    by + dy + dx,
    ax - dx - dy,
    ay - dy + dx,
  );
}
