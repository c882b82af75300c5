import { cellCount } from '../../raster/raster-grid.ts';
import type { Scene } from '../../scene/scene.ts';
import { bearingFromMath } from '../../units/angle.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import { badInput } from '../../units/errors.ts';
import type { ExplainRequest } from '../explain/explain-cell.ts';
import type { CellExplanation, ExplainedPath } from '../explain/explained-path.ts';
import { createEdgeGather } from '../launch/edge-gather.ts';
import { type LaunchProblem, launchProblem } from '../launch/launch-problem.ts';
import { aimWedges, type SectorWedges } from '../launch/sector-wedges.ts';
import { checkRequest, type TraceGeometry, traceGeometry } from '../mesh/prepare-trace.ts';
import { pointOn } from '../receivers/points-on.ts';
import { receiversOf } from '../receivers/receivers.ts';
import type { SolveHooks } from '../solve-request.ts';
import { SlicedWork } from '../sweep/drive-on-cpu.ts';
import { findMeshRoutes, type MeshRoute } from './find-mesh-routes.ts';
import { meshPlanes } from './mesh-planes.ts';
import { MeshRouteTracer } from './trace-mesh-route.ts';
import { type MeshPathSum, writeRay, writeWedgeRay } from './write-mesh-path.ts';

type Place = [x: number, y: number, z: number];

/** Rays of the search. */
const SEARCH_RAYS = 200_000;
/** Points a side of the cell over which a path's gain is averaged: odd, so that one is the centre. */
const POINTS = 5;
const MOST_PATHS = 24;
const SCATTERS =
  'Surfaces scatter here: what they scatter is in the map, and has no single way that could be shown. The paths are those that are mirrored.';

/** Explains cells of scenes made of triangles, and keeps a scene's hierarchy from cell to cell. */
export function createMeshExplainer(): (request: ExplainRequest, hooks?: SolveHooks) => Promise<CellExplanation> {
  let geometry: TraceGeometry | null = null;
  let aimed: { readonly scene: Scene; readonly at: string; readonly wedges: SectorWedges } | null = null;
  return async (request, hooks = {}) => {
    checkRequest(request);
    if (geometry?.scene !== request.scene) geometry = traceGeometry(request.scene);
    const { scene, sector } = request;
    const model = request.settings.wedgeModel;
    const at = [sector.x, sector.y, sector.z, model].join();
    const problem = launchProblem({ ...request, settings: { ...request.settings, rays: SEARCH_RAYS } }, geometry);
    if (!problem.wedges) return explainOnMesh(request, problem, null, hooks);
    if (aimed?.scene !== scene || aimed.at !== at)
      aimed = { scene, at, wedges: aimWedges(problem.wedges, problem.tracer.bvh, sector, model) };
    return explainOnMesh(request, problem, aimed.wedges, hooks);
  };
}

/**
 * The paths from one sector to one cell among the triangles of a mesh: rays of the launch engine find the ways, and each is then worked
 * out exactly, in float64, by the image method at 5 x 5 points of the cell; wedges bend rays as they do in a map. The sum over the paths
 * is the cell's path gain in a map of the same request where nothing scatters, but for the error of either (docs/accuracy.md).
 *
 * Throws UserError: 'bad-input' as a solve would, or for a cell that the grid has not; 'aborted'.
 */
async function explainOnMesh(
  request: ExplainRequest,
  p: LaunchProblem,
  wedges: SectorWedges | null,
  hooks: SolveHooks,
): Promise<CellExplanation> {
  const began = performance.now();
  const work = new SlicedWork(hooks);
  const { grid, sector, cell, settings } = request;
  if (!(Number.isInteger(cell) && cell >= 0 && cell < cellCount(grid)))
    throw badInput(`Cell ${cell} is not one of the grid's ${cellCount(grid)}.`);
  const points = cellPoints(request);
  const centre = points[(points.length - 1) / 2]!;
  const planes = meshPlanes(p.tracer.bvh);
  const tracer = new MeshRouteTracer(p, planes);
  const { routes, rays } = await findMeshRoutes(p, planes, centre, grid.cellSizeM, work, (share) => 0.7 * share);
  const kept: { readonly route: MeshRoute; readonly sum: MeshPathSum }[] = [];
  for (const [i, route] of routes.entries()) {
    const sum = over(points, centre, (place) => tracer.gainTo(route, place));
    if (sum) kept.push({ route, sum });
    await work.pause(0.7 + (0.2 * i) / routes.length, 'paths');
  }
  const direct = kept.findIndex(({ route }) => route.length === 0);
  const lineOfSight = direct >= 0;
  if (lineOfSight && !settings.lineOfSight) kept.splice(direct, 1);
  const bent = wedges ? await bentPaths(p, wedges, points, centre, tracer, work) : [];
  const paths = [
    ...kept.map(({ route, sum }) => {
      tracer.gainTo(route, sum.place);
      return writeRay(p, tracer, sum, points.length);
    }),
    ...bent,
  ].sort((a, b) => b.gain - a.gain);
  const [dx, dy, dz] = [centre[0] - sector.x, centre[1] - sector.y, centre[2] - sector.z];
  const distanceM = Math.hypot(dx, dy, dz);
  hooks.onProgress?.(1, 'done');
  return {
    x: centre[0],
    y: centre[1],
    z: centre[2],
    cellSizeM: grid.cellSizeM,
    distanceM,
    planDistanceM: Math.hypot(dx, dy),
    bearingDeg: bearingFromMath(Math.atan2(dy, dx)),
    lineOfSight,
    paths: paths.slice(0, request.mostPaths ?? MOST_PATHS),
    pathCount: paths.length,
    gain: paths.reduce((sum, { gain }) => sum + gain, 0),
    freeSpaceDb: 2 * dbFromLinear(p.wavelengthM / (4 * Math.PI * distanceM)),
    beams: rays,
    timeMs: performance.now() - began,
    warnings: p.tracer.slabs.some(({ roughness }) => roughness.scattered > 0) ? [...p.warnings, SCATTERS] : p.warnings,
  };
}

/** Receivers spread over the cell, row by row. */
function cellPoints(request: ExplainRequest): Place[] {
  const { grid, cell } = request;
  const receivers = receiversOf(request);
  const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)];
  const at = (i: number) => (i + 0.5) / POINTS;
  return Array.from({ length: POINTS ** 2 }, (_, i) =>
    pointOn(
      receivers,
      grid,
      (column + at(i % POINTS)) * grid.cellSizeM,
      (row + at(Math.floor(i / POINTS))) * grid.cellSizeM,
    ),
  );
}

/** What a way brings the points of a cell; null where it brings none anything. */
function over(points: readonly Place[], centre: Place, gainTo: (place: Place) => number): MeshPathSum | null {
  let [sum, count, nearest] = [0, 0, Number.POSITIVE_INFINITY];
  let found: Pick<MeshPathSum, 'place' | 'gain'> | null = null;
  for (const place of points) {
    const gain = gainTo(place);
    if (!(gain > 0)) continue;
    sum += gain;
    count++;
    const off = Math.hypot(...place.map((x, k) => x - centre[k]!));
    if (off >= nearest) continue;
    nearest = off;
    found = { place, gain };
  }
  return found && { ...found, sum, points: count };
}

async function bentPaths(
  p: LaunchProblem,
  wedges: SectorWedges,
  points: readonly Place[],
  centre: Place,
  tracer: MeshRouteTracer,
  work: SlicedWork,
): Promise<ExplainedPath[]> {
  const { sector, request } = p;
  const { seed, lineOfSight, wedgeModel: model } = request.settings;
  const { bvh, slabs } = p.tracer;
  // No lots: every ray that arrives counts once.
  const gather = createEdgeGather({ wedges, bvh, slabs, sector, seed, lineOfSight, model, lotBelow: 0 });
  gather.near(...centre, p.grid.cellSizeM);
  const found = new Map<number, Map<Place, { readonly alongM: number; readonly gain: number }>>();
  for (const [i, place] of points.entries()) {
    gather.at(...place, 0, (wedge, alongM, gain) => {
      const rays = found.get(wedge) ?? new Map();
      found.set(wedge, rays.set(place, { alongM, gain }));
    });
    await work.pause(0.9 + (0.1 * i) / points.length, 'paths over edges');
  }
  return [...found].flatMap(([wedge, rays]) => {
    const sum = over(points, centre, (place) => rays.get(place)?.gain ?? 0);
    if (!sum) return [];
    const { alongM } = rays.get(sum.place as Place)!;
    return [writeWedgeRay(p, wedges, wedge, alongM, (d) => tracer.antennaGainTowards(d), sum, points.length)];
  });
}
