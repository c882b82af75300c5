import { cellCentre, cellCount } from '../../raster/raster-grid.ts';
import { buildingAt } from '../../scene/building-at.ts';
import { bearingFromMath } from '../../units/angle.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import { badInput } from '../../units/errors.ts';
import { PROVENANCE } from '../radio-map.ts';
import type { SolveHooks, SolveRequest } from '../solve-request.ts';
import { SlicedWork } from '../sweep/drive-on-cpu.ts';
import { rooftopEdges } from '../sweep/rooftop-profile.ts';
import { type SweepProblem, sweepProblem } from '../sweep/sweep-problem.ts';
import { visibleCorners } from '../sweep/visible-corners.ts';
import { PathWriter } from './describe-path.ts';
import type { CellExplanation, ExplainedPath } from './explained-path.ts';
import { findRoutes } from './find-routes.ts';
import { mechanismOfRay, PathGroups, surfacesKey } from './path-groups.ts';
import { gainRoundCorner } from './round-corner.ts';
import { PointTracer } from './trace-point.ts';

export interface ExplainRequest extends SolveRequest {
  /** Index of the cell in the request's grid. */
  readonly cell: number;
  /** Between which surfaces paths are looked for (default prisms): those that the sweep knows, or the scene's own triangles. */
  readonly among?: 'prisms' | 'triangles';
  /** Most paths that are described (default 24); the rest is counted and summed. */
  readonly mostPaths?: number;
}

/** Azimuths of the search. Their beams find surfaces, not powers, and look for them in a wider square than the cell. */
const SEARCH_AZIMUTHS = 4096;
/** With transmission an azimuth has twenty times the beams, and routes are wide: what one shadows, another goes through. */
const SEARCH_AZIMUTHS_THROUGH = 768;
/** How much finer the search is done again for a cell that no ray seems to reach: a sliver of a far wall may lie between two beams. */
const FINER = 4;
/** Points a side of the cell over which a path's gain is averaged: odd, so that one is the centre. */
const POINTS = 9;
const MOST_PATHS = 24;

/**
 * The paths from one sector to one cell of a city of upright prisms: which surfaces lead there is looked for with the beams of the
 * sweep, and each path is then worked out exactly, in float64, by the image method at 9 x 9 points of the cell. The physics is the
 * sweep's: the sum over the paths is the cell's path gain in a map of the same request, but for the error of either quadrature
 * (docs/accuracy.md).
 *
 * Throws UserError: 'bad-input' as a solve would, or for a cell that the grid has not; 'aborted'.
 */
export async function explainCell(request: ExplainRequest, hooks: SolveHooks = {}): Promise<CellExplanation> {
  const began = performance.now();
  const work = new SlicedWork(hooks);
  const { scene, sector, grid, settings, cell } = request;
  if (!(Number.isInteger(cell) && cell >= 0 && cell < cellCount(grid)))
    throw badInput(`Cell ${cell} is not one of the grid's ${cellCount(grid)}.`);
  const azimuths = settings.refraction ? SEARCH_AZIMUTHS_THROUGH : SEARCH_AZIMUTHS;
  const p = sweepProblem({ ...request, settings: { ...settings, azimuths } });
  const centre = cellCentre(grid, cell);
  const at = { x: centre.x - p.city.offsetX, y: centre.y - p.city.offsetY };
  const planDistanceM = Math.hypot(at.x - p.txX, at.y - p.txY);
  const tracer = new PointTracer(p, sector);
  const groups = new PathGroups();
  const trace = async (problem: SweepProblem, from: number, to: number) => {
    const searchTo = from + 0.9 * (to - from);
    const around = searchProblem(problem, at.x, at.y, planDistanceM);
    const { routes, beams } = await findRoutes(around, work, from, searchTo);
    for (const [i, walls] of [[], ...routes.map((route) => route.walls).filter(({ length }) => length > 0)].entries()) {
      addRoute(p, tracer, groups, walls, at);
      await work.pause(searchTo + ((to - searchTo) * i) / (routes.length + 1), 'paths');
    }
    return beams;
  };
  let beams = await trace(p, 0, 0.5);
  // The stride shares no factor with four times as many azimuths either: both numbers of them are even.
  if (groups.groups.size === 0) beams += await trace({ ...p, azimuths: FINER * p.azimuths }, 0.5, 0.9);
  const lineOfSight = [...groups.groups.values()].some(({ mechanism }) => mechanism === PROVENANCE.direct);
  if (!settings.lineOfSight) groups.groups.delete(DIRECT_KEY);
  const writer = new PathWriter(p, scene, tracer, POINTS * POINTS);
  const over: ExplainedPath[] = [];
  if (settings.diffraction && !lineOfSight) {
    await addCorners(p, tracer, groups, at, work);
    const roof = buildingAt(scene, centre.x, centre.y);
    const edges = roof && roof.heightM > p.rxHeight ? [] : rooftopEdges(p, at.x, at.y);
    if (edges.length > 0) over.push(writer.overRoofs(at.x, at.y, edges));
  }
  const kept = [...groups.groups.values()].sort((a, b) => b.sum - a.sum);
  const most = request.mostPaths ?? MOST_PATHS;
  const paths = [...over, ...kept.slice(0, most).map((group) => writer.ofGroup(group))]
    .sort((a, b) => b.gain - a.gain)
    .slice(0, most);
  const dh = p.txHeight - p.rxHeight;
  const distanceM = Math.hypot(planDistanceM, dh);
  hooks.onProgress?.(1, 'done');
  return {
    ...centre,
    z: request.receiverZM,
    cellSizeM: grid.cellSizeM,
    distanceM,
    planDistanceM,
    bearingDeg: bearingFromMath(Math.atan2(at.y - p.txY, at.x - p.txX)),
    lineOfSight,
    paths,
    pathCount: kept.length + over.length,
    gain: kept.reduce((sum, group) => sum + group.sum, 0) / POINTS ** 2 + over.reduce((sum, { gain }) => sum + gain, 0),
    freeSpaceDb: 2 * dbFromLinear(p.wavelengthM / (4 * Math.PI * distanceM)),
    beams,
    timeMs: performance.now() - began,
    warnings: p.warnings,
  };
}

/** Only the straight ray that meets nothing has this key. */
const DIRECT_KEY = '';

/** The problem over one square about the cell, wide enough that no way to the cell falls between two beams there. */
function searchProblem(p: SweepProblem, x: number, y: number, planDistanceM: number): SweepProblem {
  const size = p.grid.cellSizeM;
  const side = size + 2 * Math.max(size, (planDistanceM * 2 * Math.PI) / p.azimuths);
  const [mapWest, mapNorth] = [x - side / 2, y + side / 2];
  const grid = {
    columns: 1,
    rows: 1,
    cellSizeM: side,
    westM: mapWest + p.city.offsetX,
    northM: mapNorth + p.city.offsetY,
  };
  return { ...p, grid, mapWest, mapNorth };
}

interface PlanPoint {
  readonly x: number;
  readonly y: number;
}

/** Calls `visit` for the points of the cell about `centre`. */
function eachPoint(centre: PlanPoint, sizeM: number, visit: (x: number, y: number, offCentreM: number) => void) {
  for (let i = 0; i < POINTS; i++)
    for (let j = 0; j < POINTS; j++) {
      const dx = ((i + 0.5) / POINTS - 0.5) * sizeM;
      const dy = ((j + 0.5) / POINTS - 0.5) * sizeM;
      visit(centre.x + dx, centre.y + dy, Math.hypot(dx, dy));
    }
}

function addRoute(
  p: SweepProblem,
  tracer: PointTracer,
  groups: PathGroups,
  walls: readonly number[],
  centre: PlanPoint,
) {
  for (const bounced of p.reflection && p.city.ground ? [false, true] : [false])
    eachPoint(centre, p.grid.cellSizeM, (x, y, offCentreM) => {
      const gain = tracer.gainBy(walls, x, y, bounced);
      if (!(gain > 0)) return;
      const mechanism = mechanismOfRay(tracer.transmitted, walls.length, bounced);
      const key = surfacesKey(p, tracer.events);
      groups.add(key, { mechanism, x, y, gain, walls, bounced, corner: null, offCentreM });
    });
}

async function addCorners(
  p: SweepProblem,
  tracer: PointTracer,
  groups: PathGroups,
  centre: PlanPoint,
  work: SlicedWork,
) {
  const corners = visibleCorners(p);
  for (const [i, corner] of corners.entries()) {
    for (const bounced of p.reflection && p.city.ground && p.maxDepth > 0 ? [false, true] : [false])
      eachPoint(centre, p.grid.cellSizeM, (x, y, offCentreM) => {
        const gain = gainRoundCorner(p, tracer, corner, x, y, bounced);
        if (!(gain > 0)) return;
        const mechanism = PROVENANCE.diffracted;
        groups.add(`corner ${i} ${bounced}`, { mechanism, x, y, gain, walls: [], bounced, corner, offCentreM });
      });
    await work.pause(0.9 + (0.1 * i) / corners.length, 'paths round corners');
  }
}
