import { transmitSlant } from '../../radio/antenna.ts';
import { type BoundsM, gridBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { badInput } from '../../units/errors.ts';
import type { SolveRequest } from '../solve-request.ts';
import { antennaTable, peakGain } from './antenna-table.ts';
import { type InteractionTables, interactionTables } from './interaction-table.ts';
import { keptPlan } from './kept-plan.ts';
import type { PlanCity } from './plan-city.ts';
import { buildingsUnder } from './transmitter-check.ts';

/** Interactions that a beam can carry; deeper requests are refused by `sweepProblem`. */
export const MAX_EVENTS = 8;
/** A million azimuths are a beam every 6 mm at a kilometre. */
const MOST_AZIMUTHS = 2 ** 20;
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
  /** Step from one launched azimuth to the next: shares no factor with `azimuths`, so that any prefix is even. */
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
  /** Full sentences for the user. */
  readonly warnings: readonly string[];
}

/** 60 dB below free space; every map states the most that all it left out could add to a cell (SolveStats.droppedBound). */
const DROP_BELOW = 1e-6;

/**
 * Packs a request. Throws UserError('bad-input') when the sweep cannot do it: a number out of its range, a receiver plane below the
 * ground, a transmitter at or below that plane or inside a building, or more interactions than a beam carries.
 */
export function sweepProblem(request: SolveRequest): SweepProblem {
  const { scene, sector, grid, settings } = request;
  const ground = scene.groundZM ?? 0;
  const txHeight = sector.z - ground;
  const rxHeight = request.receiverZM - ground;
  checkNumbers(request);
  if (!(rxHeight >= 0))
    throw badInput(
      `The receiver plane at ${rxHeight.toFixed(2)} m above ground is not at or above the ground: raise it.`,
    );
  if (!(txHeight > rxHeight))
    throw badInput(
      `Sector ${sector.id} at ${txHeight.toFixed(2)} m above ground is not above the receiver plane at ${rxHeight.toFixed(2)} m: ` +
        'the sweep needs a transmitter above it. Raise the antenna, lower the plane, or use --engine reference.',
    );
  const plan = keptPlan(scene, withPoint(gridBounds(grid), sector.x, sector.y), rxHeight);
  const standsOn = buildingsUnder(scene, sector, rxHeight);
  const low = scene.buildings.filter((building) => building.heightM <= rxHeight).length;
  const tables = interactionTables(
    plan.materials,
    (m) => scene.thicknessM[m] ?? settings.wallThicknessM,
    sector.frequencyHz,
    request.materials,
  );
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
    tables,
    antenna,
    peakGain: peakGain(antenna),
    dropBelow: DROP_BELOW,
    standsOn,
    warnings:
      low > 0
        ? [...tables.warnings, `${low} buildings no higher than the receiver plane (${rxHeight} m) are left out.`]
        : tables.warnings,
  };
}

function checkNumbers({ sector, settings, scene }: SolveRequest) {
  if (![sector.x, sector.y, sector.z].every(Number.isFinite))
    throw badInput(
      `Sector ${sector.id} stands at (${sector.x}, ${sector.y}, ${sector.z}): give three finite numbers of metres.`,
    );
  const { maxDepth, azimuths } = settings;
  if (!(Number.isInteger(maxDepth) && maxDepth >= 0 && maxDepth < MAX_EVENTS))
    throw badInput(
      `max depth ${maxDepth} is not what the sweep carries: choose a whole number from 0 to ${MAX_EVENTS - 1}.`,
    );
  if (!(Number.isInteger(azimuths) && azimuths >= 1 && azimuths <= MOST_AZIMUTHS))
    throw badInput(`${azimuths} azimuths: choose a whole number from 1 to ${MOST_AZIMUTHS}.`);
  for (const thickness of [settings.wallThicknessM, ...Object.values(scene.thicknessM)])
    if (!(thickness >= 0 && Number.isFinite(thickness)))
      throw badInput(`Wall thickness ${thickness} m: choose 0 or more metres.`);
}

/** The grid of walls must hold the transmitter: a beam that starts outside it would meet no wall at all. */
function withPoint(b: BoundsM, x: number, y: number): BoundsM {
  return {
    minX: Math.min(b.minX, x),
    minY: Math.min(b.minY, y),
    maxX: Math.max(b.maxX, x),
    maxY: Math.max(b.maxY, y),
  };
}

/**
 * A step near n / golden ratio that shares no factor with n and whose fraction of n has the smallest greatest partial quotient
 * nearby: such multiples leave no wide gap after any number of them (three-distance theorem), which the nearest integer does.
 */
export function goldenStride(n: number): number {
  const start = Math.max(1, Math.round(n * 0.6180339887498949));
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k <= Math.min(n, STRIDES_TRIED); k++)
    for (const stride of [start + k, start - k]) {
      if (stride < 1 || stride >= n) continue;
      const quotient = greatestQuotient(stride, n);
      if (quotient >= least) continue;
      least = quotient;
      best = stride;
    }
  return best;
}

const STRIDES_TRIED = 500;

/** Greatest partial quotient of the continued fraction of a / n, or infinity where they share a factor. */
function greatestQuotient(a: number, n: number): number {
  let [high, low] = [n, a];
  let greatest = 0;
  while (low > 0) {
    const quotient = Math.floor(high / low);
    [high, low] = [low, high - quotient * low];
    greatest = Math.max(greatest, quotient);
  }
  return high === 1 ? greatest : Number.POSITIVE_INFINITY;
}
