import { antennaRotation, patternGain, peakGainDbi } from '../../radio/antenna.ts';
import { knifeEdgeLossDb } from '../../radio/knife-edge.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import type { Sector } from '../../sites/sector.ts';
import { degrees } from '../../units/angle.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import type { FeatureTable } from './feature-table.ts';
import { type RoofPath, roofTracer } from './roof-path.ts';
import { softPlus } from './soft-plus.ts';
import type { Surroundings } from './surroundings.ts';

export interface PlaceOptions {
  /** Height of the receiver above ground [m]; 1.5. */
  readonly receiverHeightM?: number;
  /** Greatest diffraction loss that counts [dB]: deeper shadows are filled by what goes round and through; 40. */
  readonly diffractionCapDb?: number;
  /** Orders of the series in the bearing off boresight, and of those that change with distance; 5 and 3. */
  readonly bearingOrder?: number;
  readonly bearingDistanceOrder?: number;
}

/** Gains more than this below the pattern's peak [dB] do not count: no antenna is that dark in a city. */
const DARKEST_DB = 30;
/** Walls along the line beyond which more do not count. */
const MOST_WALLS = 12;
/** lg of the distances [m] at which the slope may change, 200 and 400 m, and how softly. */
const DISTANCE_KNEES = [2.3, 2.6];
const DISTANCE_SOFTNESS = 0.1;

/**
 * What the scene and the sector's data sheet say about places, without a measurement. Columns:
 * - `lgDistance` lg of the 3-D distance from the antenna in m, not below 1 m; `lgDistanceSquared`, and `lgDistanceOver200M`,
 *   `lgDistanceOver400M`: soft hinges (see `softPlus`) there, for the slope of serving-cell data is no constant;
 * - `gainDb` gain of the sector's own pattern towards the place less its peak, not below -30 [dB] (see radio/antenna `patternGain`);
 * - `elevationDeg` angle below the boresight's plane [deg], in the antenna's own frame; `belowBeam`, `aboveBeam` [deg] soft hinges
 *   of it at 0 and at 5 degrees above: the vertical pattern is seldom known;
 * - `cos1Bearing`, `sin1Bearing`, ... series in the bearing off boresight, likewise for the horizontal pattern;
 *   `cos1BearingLgDistance`, ... the same times lg distance: near the mast a pattern is blurred by what it lights up;
 * - `diffractionDb` loss of Bullington's equivalent edge over all roofs, capped [dB] (see radio/bullington);
 * - `lineOfSight` 1 where the straight line meets no roof; `lineOfSightLgDistance` the same times lg distance;
 * - `lgPenetrated` lg(1 + metres of the straight line below roofs); `walls` buildings that it enters, at most 12;
 * - `indoor` 1 under a roof; `indoorDepthM` metres to the nearest outdoor cell; `roofM` height of that roof [m];
 * - `toBuildingM` metres to the nearest building, at most 100;
 * - `meanRoof25M`, `built25`, ... mean roof height [m] and built share [0..1] of each disc of the surroundings.
 *
 * Outside the surroundings' raster the ground is taken as open along the line, and what describes the place itself is NaN.
 * @param x,y places in the scene frame [m]
 */
export function placeFeatures(
  surroundings: Surroundings,
  sector: Sector,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: PlaceOptions = {},
): FeatureTable {
  const table = new Columns(x.length);
  addPath(table, surroundings, sector, x, y, options);
  addGround(table, surroundings, x, y);
  return table;
}

/** Columns that are filled place by place. */
class Columns implements FeatureTable {
  readonly names: string[] = [];
  readonly columns: Float64Array[] = [];
  readonly count: number;

  constructor(count: number) {
    this.count = count;
  }

  add(name: string): Float64Array {
    const values = new Float64Array(this.count);
    this.names.push(name);
    this.columns.push(values);
    return values;
  }
}

/** What depends on where the antenna stands and looks. */
function addPath(
  table: Columns,
  { grid, groundZM, roofM }: Surroundings,
  sector: Sector,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: PlaceOptions,
): void {
  const receiverZM = groundZM + (options.receiverHeightM ?? 1.5);
  const cap = options.diffractionCapDb ?? 40;
  const order = options.bearingOrder ?? 5;
  const lgDistance = table.add('lgDistance');
  const lgDistanceSquared = table.add('lgDistanceSquared');
  const hinges = DISTANCE_KNEES.map((knee) => table.add(`lgDistanceOver${Math.round(10 ** knee / 100) * 100}M`));
  const gainDb = table.add('gainDb');
  const elevationDeg = table.add('elevationDeg');
  const belowBeam = table.add('belowBeam');
  const aboveBeam = table.add('aboveBeam');
  const harmonics = Array.from({ length: order }, (_, k) => {
    const cosine = table.add(`cos${k + 1}Bearing`);
    const sine = table.add(`sin${k + 1}Bearing`);
    const withDistance = k < (options.bearingDistanceOrder ?? 3);
    return {
      cosine,
      sine,
      cosineLgDistance: withDistance ? table.add(`cos${k + 1}BearingLgDistance`) : null,
      sineLgDistance: withDistance ? table.add(`sin${k + 1}BearingLgDistance`) : null,
    };
  });
  const diffractionDb = table.add('diffractionDb');
  const lineOfSight = table.add('lineOfSight');
  const lineOfSightLgDistance = table.add('lineOfSightLgDistance');
  const lgPenetrated = table.add('lgPenetrated');
  const walls = table.add('walls');

  const trace = roofTracer(grid, roofM, groundZM, SPEED_OF_LIGHT / sector.frequencyHz);
  const path: RoofPath = { nu: 0, penetratedM: 0, entered: 0 };
  const r = antennaRotation(sector.azimuthDeg, sector.downtiltDeg);
  const peakDb = peakGainDbi(sector.pattern);
  for (let i = 0; i < table.count; i++) {
    const dx = x[i]! - sector.x;
    const dy = y[i]! - sector.y;
    const dz = receiverZM - sector.z;
    const lg = Math.log10(Math.max(1, Math.sqrt(dx * dx + dy * dy + dz * dz)));
    lgDistance[i] = lg;
    lgDistanceSquared[i] = lg * lg;
    for (let k = 0; k < hinges.length; k++) hinges[k]![i] = softPlus(lg - DISTANCE_KNEES[k]!, DISTANCE_SOFTNESS);
    // Antenna frame: the transpose of the rotation times the direction.
    const lx = r[0]! * dx + r[3]! * dy + r[6]! * dz;
    const ly = r[1]! * dx + r[4]! * dy + r[7]! * dz;
    const lz = r[2]! * dx + r[5]! * dy + r[8]! * dz;
    const theta = Math.atan2(Math.sqrt(lx * lx + ly * ly), lz);
    const phi = Math.atan2(ly, lx);
    gainDb[i] = Math.max(-DARKEST_DB, dbFromLinear(patternGain(sector.pattern, theta, phi)) - peakDb);
    const below = degrees(theta) - 90;
    elevationDeg[i] = below;
    belowBeam[i] = softPlus(below, 3);
    aboveBeam[i] = softPlus(-below - 5, 2);
    // cos and sin of multiples by the angle-sum formulas.
    const cosine = Math.cos(phi);
    const sine = Math.sin(phi);
    let cosineK = 1;
    let sineK = 0;
    for (let k = 0; k < order; k++) {
      const h = harmonics[k]!;
      const next = cosineK * cosine - sineK * sine;
      sineK = sineK * cosine + cosineK * sine;
      cosineK = next;
      h.cosine[i] = cosineK;
      h.sine[i] = sineK;
      if (h.cosineLgDistance) h.cosineLgDistance[i] = cosineK * lg;
      if (h.sineLgDistance) h.sineLgDistance[i] = sineK * lg;
    }
    trace(sector.x, sector.y, sector.z, x[i]!, y[i]!, receiverZM, path);
    diffractionDb[i] = Math.min(cap, knifeEdgeLossDb(path.nu));
    lineOfSight[i] = path.penetratedM === 0 ? 1 : 0;
    lineOfSightLgDistance[i] = lineOfSight[i]! * lg;
    lgPenetrated[i] = Math.log10(1 + path.penetratedM);
    walls[i] = Math.min(MOST_WALLS, path.entered);
  }
}

/** What the place is like, whoever sends. */
function addGround(table: Columns, surroundings: Surroundings, x: ArrayLike<number>, y: ArrayLike<number>): void {
  const { grid, roofM } = surroundings;
  const cells = Int32Array.from({ length: table.count }, (_, i) => cellAt(grid, x[i]!, y[i]!));
  const read = (name: string, values: ArrayLike<number>) => {
    const column = table.add(name);
    for (let i = 0; i < column.length; i++) column[i] = cells[i]! < 0 ? Number.NaN : values[cells[i]!]!;
    return column;
  };
  const roof = read('roofM', roofM);
  const indoor = table.add('indoor');
  for (let i = 0; i < indoor.length; i++) indoor[i] = Number.isNaN(roof[i]!) ? Number.NaN : roof[i]! > 0 ? 1 : 0;
  read('indoorDepthM', surroundings.indoorDepthM);
  read('toBuildingM', surroundings.toBuildingM);
  for (const disc of surroundings.discs) {
    read(`meanRoof${disc.radiusM}M`, disc.meanRoofM);
    read(`built${disc.radiusM}`, disc.builtShare);
  }
}
