import type { Engine } from '../engine/engine.ts';
import { heightsAlong, placeSection } from '../propagation/receivers/place-section.ts';
import type { SolveHooks } from '../propagation/solve-request.ts';
import type { Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import type { SectionJob, SectionMap } from './engine-protocol.ts';
import { sectorMap } from './sector-map.ts';

/** Cells along a section, and the finest and the coarsest of them [m]. */
const CELLS_ALONG = 240;
const FINEST_M = 0.5;
const COARSEST_M = 20;

/**
 * The level over a line, by the launch engine: distance along the columns, height down the rows.
 * @throws UserError('bad-input') for a line without length
 */
export async function solveSection(
  engine: Engine,
  { sector, line, settings, materials = {} }: SectionJob,
  scene: Scene,
  hooks: SolveHooks,
): Promise<SectionMap> {
  const lengthM = Math.hypot(line.to[0] - line.from[0], line.to[1] - line.from[1]);
  if (!(lengthM >= FINEST_M)) {
    throw badInput(
      `The line is ${lengthM.toFixed(2)} m long; a section needs ${FINEST_M} m or more. Draw a longer one.`,
    );
  }
  const cellSizeM = Math.min(COARSEST_M, Math.max(FINEST_M, lengthM / CELLS_ALONG));
  const receivers = placeSection(line, heightsAlong(line, scene, [sector]), cellSizeM);
  const map = await engine.solve('launch', { scene, sector, ...receivers, settings, materials }, hooks);
  const { grid, pathGainDb } = sectorMap(map);
  return { grid, pathGainDb };
}
