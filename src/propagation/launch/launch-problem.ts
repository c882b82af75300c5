import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { Sector } from '../../sites/sector.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { prepareTrace, type TraceGeometry } from '../mesh/prepare-trace.ts';
import type { TracerInput } from '../mesh/ray-tracer.ts';
import type { Wedges } from '../mesh/wedges.ts';
import type { SolveRequest } from '../solve-request.ts';
import { type LaunchPlan, launchPlan } from './launch-batches.ts';
import { launchDensity } from './launch-density.ts';
import { surfaceDensity } from './surface-density.ts';

/** All that a launch needs, the same for the GPU and for its float64 twin. */
export interface LaunchProblem {
  readonly request: SolveRequest;
  readonly sector: Sector;
  readonly grid: RasterGrid;
  readonly wavelengthM: number;
  readonly geometry: TraceGeometry;
  readonly tracer: TracerInput;
  readonly plan: LaunchPlan;
  /** Knots of launchDensity. */
  readonly knots: Float64Array;
  /** Wedges to diffract at; null where the request is without diffraction. */
  readonly wedges: Wedges | null;
  readonly warnings: readonly string[];
}

/** Receivers on one level, draped or not, have the density of their plane. */
function densityOf({ sector, grid }: SolveRequest, { receivers, ceilingZM }: TracerInput): Float64Array {
  // From below the receivers, rays that go down meet the ground and come up again; only above all of them may there be nothing.
  const awayToo = sector.z < Math.max(receivers.topM, ceilingZM);
  const level = receivers.kind === 'plane' || (receivers.kind === 'draped' && receivers.bottomM === receivers.topM);
  if (!level) return surfaceDensity(receivers, grid, sector, awayToo);
  return launchDensity({ x: sector.x, y: sector.y, heightM: sector.z - receivers.topM, grid, awayToo });
}

/**
 * @param request checked by checkRequest
 * @throws UserError('bad-input') for an unknown material
 */
export function launchProblem(request: SolveRequest, geometry: TraceGeometry): LaunchProblem {
  const { sector, grid, settings } = request;
  const { input, wedges, warnings } = prepareTrace(request, geometry);
  return {
    request,
    sector,
    grid,
    wavelengthM: SPEED_OF_LIGHT / sector.frequencyHz,
    geometry,
    tracer: input,
    plan: launchPlan(
      settings.rays,
      settings.seed,
      settings.enough !== undefined && settings.enough.upToRays === undefined,
    ),
    knots: densityOf(request, input),
    wedges,
    warnings,
  };
}
