import { transmitSlant } from '../../radio/antenna.ts';
import { gridBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { badInput } from '../../units/errors.ts';
import type { SolveRequest } from '../solve-request.ts';
import { antennaTable, peakGain } from './antenna-table.ts';
import { type InteractionTables, interactionTables } from './interaction-table.ts';
import { type PlanCity, planCity } from './plan-city.ts';
import { buildingsUnder } from './transmitter-check.ts';

/** Interactions that a beam can carry; deeper requests are refused by `sweepProblem`. */
export const MAX_EVENTS = 8;
/** "No building": the value of an empty slot. */
export const NONE = 0xffffffff;

/**
 * Everything that the sweep computes with, packed once per request and shared by the float64 twin and the shader.
 * Lengths in metres, plan coordinates relative to the city's offset, heights above the ground.
 */
export interface SweepProblem {
  readonly city: PlanCity;
  readonly grid: RasterGrid;
  /** West and NORTH edge of the map relative to the city's offset [m]. */
  readonly mapWest: number;
  readonly mapNorth: number;
  readonly txX: number;
  readonly txY: number;
  /** Heights above the ground of the transmitter and of the receiver plane [m]. */
  readonly txHeight: number;
  readonly rxHeight: number;
  readonly wavelengthM: number;
  readonly azimuths: number;
  /** Step from one launched azimuth to the next: coprime to `azimuths` and near the golden section, so that any prefix is even. */
  readonly azimuthStride: number;
  readonly maxDepth: number;
  readonly lineOfSight: boolean;
  readonly reflection: boolean;
  readonly refraction: boolean;
  readonly tables: InteractionTables;
  /** The antenna's field below the horizon (see antennaTable). */
  readonly antenna: Float64Array;
  readonly peakGain: number;
  /** Beams whose power bound, relative to free space at the antenna's peak, falls below this are dropped and counted. */
  readonly dropBelow: number;
  /** Buildings (at most two) that the transmitter stands on. */
  readonly standsOn: readonly [number, number];
}

/** 60 dB below free space: on a prism city with transmission it changes no cell by 0.01 dB (docs/accuracy.md). */
const DROP_BELOW = 1e-6;

/**
 * Packs a request. Throws UserError('bad-input') when the sweep cannot do it: no flat ground, a transmitter at or below the
 * receiver plane, inside a building, or more interactions than a beam carries.
 */
export function sweepProblem(request: SolveRequest, city?: PlanCity): SweepProblem {
  const { scene, sector, grid, settings } = request;
  const ground = scene.groundZM ?? 0;
  const txHeight = sector.z - ground;
  const rxHeight = request.receiverZM - ground;
  if (settings.maxDepth > MAX_EVENTS - 1)
    throw badInput(
      `max depth ${settings.maxDepth} is more than the sweep carries: choose 0 to ${MAX_EVENTS - 1} interactions.`,
    );
  if (!(txHeight > rxHeight))
    throw badInput(
      `Sector ${sector.id} at ${txHeight.toFixed(2)} m above ground is not above the receiver plane at ${rxHeight.toFixed(2)} m: ` +
        'the sweep needs a transmitter above it. Raise the antenna, lower the plane, or use --engine reference.',
    );
  const plan = city ?? planCity(scene, gridBounds(grid));
  const standsOn = buildingsUnder(scene, sector);
  const antenna = antennaTable(
    sector.pattern,
    transmitSlant(sector.polarisation),
    sector.azimuthDeg,
    sector.downtiltDeg,
  );
  return {
    city: plan,
    grid,
    mapWest: grid.westM - plan.offsetX,
    mapNorth: grid.northM - plan.offsetY,
    txX: sector.x - plan.offsetX,
    txY: sector.y - plan.offsetY,
    txHeight,
    rxHeight,
    wavelengthM: SPEED_OF_LIGHT / sector.frequencyHz,
    azimuths: settings.azimuths,
    azimuthStride: goldenStride(settings.azimuths),
    maxDepth: settings.maxDepth,
    lineOfSight: settings.lineOfSight,
    reflection: settings.reflection,
    refraction: settings.refraction,
    tables: interactionTables(
      plan.materials,
      (m) => scene.thicknessM[m] ?? settings.wallThicknessM,
      sector.frequencyHz,
    ),
    antenna,
    peakGain: peakGain(antenna),
    dropBelow: DROP_BELOW,
    standsOn,
  };
}

/** The integer nearest to n / golden ratio that shares no factor with n. */
export function goldenStride(n: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  const start = Math.max(1, Math.round(n * 0.6180339887498949));
  for (let k = 0; k < n; k++) {
    if (start + k < n && gcd(start + k, n) === 1) return start + k;
    if (start - k >= 1 && gcd(start - k, n) === 1) return start - k;
  }
  return 1;
}
