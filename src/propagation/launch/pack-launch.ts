import { antennaRotation, patternGain, transmitSlant } from '../../radio/antenna.ts';
import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import type { SlabTable } from '../mesh/slab-table.ts';
import { SLAB_STRIDE } from '../mesh/slab-table.ts';
import { CLEAR_M } from '../receivers/draped-walk.ts';
import { aimPlane } from '../receivers/receivers.ts';
import type { BatchTurn } from './launch-batches.ts';
import { DENSITY_PIECES } from './launch-density.ts';
import type { LaunchProblem } from './launch-problem.ts';
import type { PackedMesh } from './pack-mesh.ts';

/** Half a degree of the antenna's own angles. */
const ANTENNA_COLUMNS = 721;
const ANTENNA_ROWS = 361;
/** Words of the uniform block `Params` of shaders/lib/launch_bindings.wgsl. */
export const LAUNCH_PARAMS_WORDS = 56;

/** Word of `Params` at which what tells of the receivers begins. */
const RECEIVER_WORDS = 40;

/** Switches of `Params`. */
const LINE_OF_SIGHT = 1;
const REFLECTION = 2;
const REFRACTION = 4;
const SCATTERING = 8;
const MOMENTS = 16;
/** No ray is ever so deep. */
const NO_ROULETTE = 0xffffffff;

/**
 * Slab tables of all materials: a header of two vec4 a material, then their entries and, of those with a scattering lobe, a vec4 for every
 * step of its norm (the value and the next).
 */
export function packSlabs(slabs: readonly SlabTable[]): Float32Array {
  const entries = slabs.reduce((sum, { intervals, roughness }) => {
    return sum + ((intervals + 1) * SLAB_STRIDE) / 4 + roughness.perNorm.length;
  }, 0);
  const out = new Float32Array(4 * (2 * slabs.length + entries));
  let at = 2 * slabs.length;
  slabs.forEach(({ values, intervals, roughness }, material) => {
    const { scattered, turnSine, alphaR, alphaI, lambda, perNorm } = roughness;
    out.set(values, 4 * at);
    const lobeAt = at + ((intervals + 1) * SLAB_STRIDE) / 4;
    out.set([at, intervals, scattered, lobeAt, alphaR, alphaI, lambda, turnSine], 8 * material);
    perNorm.forEach((value, i) => {
      out.set([value, perNorm[i + 1] ?? value], 4 * (lobeAt + i));
    });
    at = lobeAt + perNorm.length;
  });
  return out;
}

/**
 * The knots of the launch density, the amplitudes of the antenna over its own angles and, where the receivers are draped, their heights
 * and the spans of their blocks about the mesh's origin.
 */
export function packLaunch(
  { knots, sector, tracer: { receivers } }: LaunchProblem,
  { origin }: PackedMesh,
): Float32Array {
  const heights = receivers.kind === 'draped' ? [receivers.cornerZM, receivers.blockSpanM] : [];
  const parts = [
    knots,
    antennaAmplitudes(sector.pattern),
    ...heights.map((values) => values.map((z) => z - origin[2])),
  ];
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function antennaSize(pattern: AntennaPattern): number {
  return pattern === 'iso' ? 1 : ANTENNA_ROWS * ANTENNA_COLUMNS;
}

function antennaAmplitudes(pattern: AntennaPattern): Float32Array {
  if (pattern === 'iso') return Float32Array.of(1);
  const out = new Float32Array(ANTENNA_ROWS * ANTENNA_COLUMNS);
  for (let row = 0; row < ANTENNA_ROWS; row++) {
    const theta = (Math.PI * row) / (ANTENNA_ROWS - 1);
    for (let column = 0; column < ANTENNA_COLUMNS; column++) {
      const phi = 2 * Math.PI * (column / (ANTENNA_COLUMNS - 1) - 0.5);
      out[row * ANTENNA_COLUMNS + column] = Math.sqrt(patternGain(pattern, theta, phi));
    }
  }
  return out;
}

/** The uniform block, in the order of struct Params. */
export function packLaunchParams(p: LaunchProblem, mesh: PackedMesh): Uint32Array {
  const words = new Uint32Array(LAUNCH_PARAMS_WORDS);
  const f = new Float32Array(words.buffer);
  const { grid, sector, request, plan } = p;
  const { settings } = request;
  const { receivers } = p.tracer;
  const [ox, oy, oz] = mesh.origin;
  let i = 0;
  const float = (...values: number[]) => {
    for (const v of values) f[i++] = v;
  };
  const uint = (...values: number[]) => {
    for (const v of values) words[i++] = v;
  };
  float(
    grid.westM - ox,
    grid.northM - oy,
    grid.cellSizeM,
    receivers.kind === 'draped' ? receivers.bottomM - CLEAR_M - oz : 0,
  );
  uint(grid.columns, grid.rows, settings.maxDepth, switchesOf(p));
  float(sector.x - ox, sector.y - oy, sector.z - oz, deadAbove(p) - oz);
  float((p.wavelengthM / (4 * Math.PI)) ** 2 / grid.cellSizeM ** 2);
  uint(settings.seed, mesh.root);
  float(mesh.slackM);
  const r = antennaRotation(sector.azimuthDeg, sector.downtiltDeg);
  const slant = transmitSlant(sector.polarisation);
  // Columns of the rotation: the axes of the antenna in the scene.
  float(r[0]!, r[3]!, r[6]!, Math.cos(slant));
  float(r[1]!, r[4]!, r[7]!, Math.sin(slant));
  float(r[2]!, r[5]!, r[8]!, 0);
  uint(plan.raysOfBatch, plan.stride, plan.rows, DENSITY_PIECES);
  uint(DENSITY_PIECES + 1, ANTENNA_COLUMNS, sector.pattern === 'iso' ? 1 : ANTENNA_ROWS);
  float(settings.dropBelowDb === undefined ? 0 : 10 ** (settings.dropBelowDb / 10));
  uint(settings.roulette?.fromDepth ?? NO_ROULETTE);
  float(settings.roulette?.survival ?? 1, p.wavelengthM);
  i = RECEIVER_WORDS;
  const { corner, alongColumns, alongRows, normal } = aimPlane(receivers, grid);
  const heightsAt = receivers.kind === 'draped' ? DENSITY_PIECES + 1 + antennaSize(sector.pattern) : 0;
  const blocksAt = receivers.kind === 'draped' ? heightsAt + receivers.cornerZM.length : 0;
  float(corner[0] - ox, corner[1] - oy, corner[2] - oz);
  uint(heightsAt);
  float(...alongColumns);
  uint(blocksAt);
  float(...alongRows, receivers.kind === 'draped' ? receivers.topM + CLEAR_M - oz : 0);
  float(...normal, receivers.kind === 'section' ? receivers.thicknessM : 0);
  return words;
}

/** A plane that rays above never come back to lies very high where there is none. */
function deadAbove({ tracer }: LaunchProblem): number {
  const above = Math.max(tracer.ceilingZM, tracer.receivers.topM);
  return Math.min(above, 1e9);
}

function switchesOf({ request: { settings }, tracer }: LaunchProblem): number {
  return (
    (settings.lineOfSight ? LINE_OF_SIGHT : 0) |
    (settings.reflection ? REFLECTION : 0) |
    (settings.refraction ? REFRACTION : 0) |
    (tracer.slabs.some(({ roughness }) => roughness.scattered > 0) ? SCATTERING : 0) |
    (settings.moments ? MOMENTS : 0)
  );
}

/** The uniform block `Slice`: rays first..end - 1 of a batch. */
export function packSlice(first: number, end: number, key: number, turn: BatchTurn): Uint32Array {
  const words = new Uint32Array(8);
  words.set([first, end, key, turn.azimuth]);
  new Float32Array(words.buffer)[4] = turn.share;
  words[5] = turn.place;
  return words;
}
