import { buildingAt } from '../../scene/building-at.ts';
import type { Scene } from '../../scene/scene.ts';
import { footOf, groundZ } from '../../scene/terrain.ts';
import type { SolveRequest } from '../solve-request.ts';

/** Two points of a section [m, scene frame]: where its columns begin and where they lead. */
export interface SectionLine {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

const CLEAR_ABOVE_M = 10;
/** Metres between two looks at what stands along a section, and most looks. */
const LOOK_EVERY_M = 2;
const MOST_LOOKS = 10_000;

/** Grid and receivers of the section over a line, from a lower to an upper z [m]; the cells cover at least that. */
export function placeSection(
  { from, to }: SectionLine,
  [low, high]: readonly [number, number],
  cellSizeM: number,
): Pick<SolveRequest, 'grid' | 'receiverZM' | 'receiverSurface'> {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const lengthM = Math.hypot(dx, dy);
  const columns = Math.max(1, Math.ceil(lengthM / cellSizeM - 1e-6));
  const rows = Math.max(1, Math.ceil((high - low) / cellSizeM - 1e-6));
  return {
    grid: { columns, rows, cellSizeM, westM: 0, northM: low + rows * cellSizeM },
    receiverZM: (low + high) / 2,
    receiverSurface: { kind: 'section', x: from[0], y: from[1], towards: [dx / lengthM, dy / lengthM] },
  };
}

/** From the lowest ground along a line to 10 m above everything that stands along it and above every antenna: z [m]. */
export function heightsAlong(
  { from, to }: SectionLine,
  scene: Scene,
  sectors: readonly { readonly z: number }[],
): [number, number] {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const steps = Math.min(MOST_LOOKS, Math.max(1, Math.ceil(lengthM / LOOK_EVERY_M)));
  let low = Number.POSITIVE_INFINITY;
  let high = Math.max(...sectors.map((s) => s.z));
  for (let i = 0; i <= steps; i++) {
    const x = from[0] + ((to[0] - from[0]) * i) / steps;
    const y = from[1] + ((to[1] - from[1]) * i) / steps;
    const ground = groundZ(scene, x, y);
    const building = buildingAt(scene, x, y);
    low = Math.min(low, ground);
    high = Math.max(high, building ? footOf(building, scene).footZ + building.heightM : ground);
  }
  return [low, high + CLEAR_ABOVE_M];
}
