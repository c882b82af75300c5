import type { Engine } from '../engine/engine.ts';
import { receiversFor } from '../engine/receivers-for.ts';
import type { CellExplanation } from '../propagation/explain/explained-path.ts';
import type { SolveHooks } from '../propagation/solve-request.ts';
import type { Scene } from '../scene/scene.ts';
import type { ExplainJob } from './engine-protocol.ts';

/** Where the level of a cell comes from, at the receivers that the map has: over uneven ground those of the launch engine follow it. */
export async function explainJob(
  engine: Engine,
  { sector, grid, settings, materials = {}, receiverHeightM, cell, among }: ExplainJob,
  scene: Scene,
  hooks: SolveHooks,
): Promise<CellExplanation> {
  const like = among === 'triangles' ? 'launch' : 'sweep';
  const { warnings, ...receivers } = receiversFor(like, scene, grid, receiverHeightM);
  const found = await engine.explain({ scene, sector, grid, ...receivers, settings, materials, cell, among }, hooks);
  return { ...found, warnings: [...warnings, ...found.warnings] };
}
