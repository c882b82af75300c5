import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { Sector } from '../../sites/sector.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { prepareTrace, type TraceGeometry } from '../mesh/prepare-trace.ts';
import type { TracerInput } from '../mesh/ray-tracer.ts';
import type { SolveRequest } from '../solve-request.ts';
import { type LaunchPlan, launchPlan } from './launch-batches.ts';
import { launchDensity } from './launch-density.ts';
import type { Wedges } from './wedges.ts';

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

/**
 * @param request checked by checkRequest
 * @throws UserError('bad-input') for an unknown material
 */
export function launchProblem(request: SolveRequest, geometry: TraceGeometry): LaunchProblem {
  const { sector, grid, settings, receiverZM } = request;
  const { input, wedges, warnings } = prepareTrace(request, geometry);
  const heightM = sector.z - receiverZM;
  // From below the plane, rays that go down meet the ground and come up again; only above it may there be nothing.
  const awayToo = heightM < 0 || sector.z < input.ceilingZM;
  return {
    request,
    sector,
    grid,
    wavelengthM: SPEED_OF_LIGHT / sector.frequencyHz,
    geometry,
    tracer: input,
    plan: launchPlan(settings.rays, settings.seed, settings.enough !== undefined),
    knots: launchDensity({ x: sector.x, y: sector.y, heightM, grid, awayToo }),
    wedges,
    warnings,
  };
}
