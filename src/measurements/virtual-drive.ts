import { wgs84FromLocal } from '../raster/geo-frame.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { bearingFromMath } from '../units/angle.ts';
import { badInput } from '../units/errors.ts';
import { Random } from '../units/random.ts';
import { type DriveTrack, driveRoute } from './drive-route.ts';
import { foliageLossDb } from './foliage-loss.ts';
import { lineTrack } from './line-track.ts';
import { type MeasuredPositions, type MeasurementSet, measurementSet } from './measurement-set.ts';
import { type ShadowField, shadowField } from './shadow-field.ts';

/** What a drive needs of a scene, and of the sectors in it. */
export type DriveScene = Pick<Scene, 'name' | 'roads' | 'landUse' | 'frame' | 'groundZM'>;
export type DriveSector = Pick<Sector, 'id' | 'siteId' | 'x' | 'y' | 'z' | 'frequencyHz'>;

/** Predicted RSRP [dBm] of sector `sector` at a place [m, scene frame]; NaN where nothing arrives. */
export type RsrpSampler = (sector: number, x: number, y: number) => number;

/** What a drive test meets that no engine was told of. Every effect can be turned off by 0. */
export interface DriveOptions {
  readonly samples: number;
  /** Points of a line to drive along [x, y, ..., m, scene frame]: as many samples as it is long; null: through the streets. */
  readonly along: ArrayLike<number> | null;
  /** Speed along that line [m/s > 0]. */
  readonly alongSpeedMps: number;
  /** Distance between samples [m > 0]. */
  readonly everyM: number;
  /** Height of the receiver above ground [m]. */
  readonly receiverHeightM: number;
  /** Shadowing [dB], correlated in space over `correlationM` [m]; half its variance is common to all sites. */
  readonly shadowingDb: number;
  readonly correlationM: number;
  /** Loss by trees, from the scene's land use. */
  readonly foliage: boolean;
  /** Greatest error of the reported position [m]. */
  readonly positionErrorM: number;
  /** Fast fading that a reading does not average out, and the receiver's own error [dB]. */
  readonly noiseDb: number;
  /** Levels are reported in steps of this [dB]; 0 reports them as they are. */
  readonly stepDb: number;
  /** Weaker levels are lost [dBm]. */
  readonly sensitivityDbm: number;
  /** Time of the first sample, milliseconds since 1970 (UTC). */
  readonly startMs: number;
  readonly seed: number;
}

export const DEFAULT_DRIVE: DriveOptions = {
  samples: 4500,
  along: null,
  alongSpeedMps: 40 / 3.6,
  everyM: 12,
  receiverHeightM: 1.5,
  shadowingDb: 7,
  correlationM: 50,
  foliage: true,
  positionErrorM: 10,
  noiseDb: 2,
  stepDb: 0.1,
  sensitivityDbm: -130,
  startMs: Date.UTC(2026, 3, 14, 8, 0, 0),
  seed: 42,
};

export interface VirtualDrive {
  /** What a phone would have logged: the strongest sector at every place, at the place where the phone believed itself. */
  readonly measurements: MeasurementSet;
  /** Where each of these was really taken [m, scene frame]. */
  readonly trueX: Float64Array;
  readonly trueY: Float64Array;
  /** Heading at each of these, clockwise from north [deg, 0..360). */
  readonly headingDeg: Float32Array;
  /** Samples without a record, because nothing arrived above the sensitivity. */
  readonly lost: number;
}

/** Standard deviation of the position error before it is cut off at the greatest one, as a share of that. */
const TYPICAL_ERROR = 0.4;
/** Position errors wander over about this distance [m]: a receiver's error changes slowly. */
const ERROR_CORRELATION_M = 80;

/**
 * Drives through the scene's streets and logs what a phone would: the sampler's level of each sector less foliage, plus
 * shadowing, the strongest of them reported with noise, in steps, at an erring position. A sampler that was solved on a scene
 * with other building heights (see `perturbHeights`) adds the error of the city model. Positions are WGS 84 where the scene has
 * a frame, else local. Throws UserError('bad-input') without sectors or streets.
 */
export function driveVirtually(
  scene: DriveScene,
  sectors: readonly DriveSector[],
  rsrp: RsrpSampler,
  options: Partial<DriveOptions> = {},
): VirtualDrive {
  const o = { ...DEFAULT_DRIVE, ...options };
  if (sectors.length === 0) throw badInput('A virtual drive test needs at least one sector.');
  const random = new Random(o.seed);
  const routeSeed = random.bits();
  const meets = levelsMet(scene, sectors, rsrp, o, random.bits());
  const track = o.along
    ? lineTrack(o.along, o.everyM, o.alongSpeedMps)
    : driveRoute(scene.roads, o.samples, o.everyM, routeSeed);
  const samples = track.x.length;
  const errors = positionErrors(track, o.positionErrorM, random.bits());
  const noise = random.fork();

  const kept: { i: number; sector: number; level: number }[] = [];
  for (let i = 0; i < samples; i++) {
    const best = strongest(sectors.length, meets, track.x[i]!, track.y[i]!);
    const heard = best.level + o.noiseDb * noise.normal();
    const level = o.stepDb > 0 ? Math.round(heard / o.stepDb) * o.stepDb : heard;
    if (level >= o.sensitivityDbm) kept.push({ i, sector: best.sector, level });
  }
  const reported = {
    x: Float64Array.from(kept, ({ i }) => track.x[i]! + errors.x[i]!),
    y: Float64Array.from(kept, ({ i }) => track.y[i]! + errors.y[i]!),
  };
  return {
    measurements: measurementSet({
      name: `Virtual drive test of ${scene.name}`,
      positions: positionsOf(scene, reported),
      rsrpDbm: Float32Array.from(kept, ({ level }) => level),
      cell: Int32Array.from(kept, ({ sector }) => sector),
      cells: sectors.map(({ id }) => id),
      timeMs: Float64Array.from(kept, ({ i }) => o.startMs + Math.round(1000 * track.timeS[i]!)),
      speedMps: Float32Array.from(kept, ({ i }) => speedAt(track, i)),
    }),
    trueX: Float64Array.from(kept, ({ i }) => track.x[i]!),
    trueY: Float64Array.from(kept, ({ i }) => track.y[i]!),
    headingDeg: Float32Array.from(kept, ({ i }) => headingAt(track, i)),
    lost: samples - kept.length,
  };
}

/** From the sample before to this one; of the first, to the one after [m/s]. */
function speedAt({ x, y, timeS }: DriveTrack, i: number): number {
  const [a, b] = stepAt(x.length, i);
  const seconds = timeS[b]! - timeS[a]!;
  return seconds > 0 ? Math.hypot(x[b]! - x[a]!, y[b]! - y[a]!) / seconds : 0;
}

function headingAt({ x, y }: DriveTrack, i: number): number {
  const [a, b] = stepAt(x.length, i);
  return bearingFromMath(Math.atan2(y[b]! - y[a]!, x[b]! - x[a]!));
}

function stepAt(count: number, i: number): [number, number] {
  return i > 0 ? [i - 1, i] : [0, Math.min(1, count - 1)];
}

/** One field a site, so that sectors on a mast share it, half of its variance common to all: correlations of 1 between
 * sectors and 0.5 between sites, as in TR 36.814 annex A.2.1.1. */
function shadowsOf(sectors: readonly DriveSector[], o: DriveOptions, seed: number): ShadowField[] {
  const random = new Random(seed);
  const common = shadowField(o.shadowingDb * Math.SQRT1_2, o.correlationM, random.bits());
  const own = new Map<string, ShadowField>();
  return sectors.map(({ siteId }) => {
    const site = own.get(siteId) ?? shadowField(o.shadowingDb * Math.SQRT1_2, o.correlationM, random.bits());
    own.set(siteId, site);
    return (x, y) => common(x, y) + site(x, y);
  });
}

/**
 * The level [dBm] of each sector as a drive of these options meets it: the sampler's less foliage, with shadowing. What phones add (noise, steps,
 * errors of the position) is not in it, so it is the truth that such a drive samples.
 */
export function trueLevels(
  scene: DriveScene,
  sectors: readonly DriveSector[],
  rsrp: RsrpSampler,
  options: Partial<DriveOptions> = {},
): RsrpSampler {
  const o = { ...DEFAULT_DRIVE, ...options };
  const random = new Random(o.seed);
  // The way comes first (driveVirtually).
  random.bits();
  return levelsMet(scene, sectors, rsrp, o, random.bits());
}

function levelsMet(
  scene: DriveScene,
  sectors: readonly DriveSector[],
  rsrp: RsrpSampler,
  o: DriveOptions,
  shadowSeed: number,
): RsrpSampler {
  const shadows = shadowsOf(sectors, o, shadowSeed);
  return (sector, x, y) => {
    const predicted = rsrp(sector, x, y);
    if (Number.isNaN(predicted)) return predicted;
    const s = sectors[sector]!;
    const antenna = { x: s.x, y: s.y, heightM: s.z - (scene.groundZM ?? 0) };
    const receiver = { x, y, heightM: o.receiverHeightM };
    const trees = o.foliage && scene.landUse ? foliageLossDb(scene.landUse, antenna, receiver, s.frequencyHz) : 0;
    return predicted - trees + shadows[sector]!(x, y);
  };
}

function strongest(sectors: number, levels: RsrpSampler, x: number, y: number): { sector: number; level: number } {
  let best = { sector: -1, level: Number.NEGATIVE_INFINITY };
  for (let sector = 0; sector < sectors; sector++) {
    const level = levels(sector, x, y);
    if (level > best.level) best = { sector, level };
  }
  return best;
}

/** A slowly wandering error [m] in both directions, never further than `mostM` (a first-order Gauss-Markov process, cut off). */
function positionErrors(track: DriveTrack, mostM: number, seed: number): { x: Float64Array; y: Float64Array } {
  const random = new Random(seed);
  const n = track.x.length;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  const sigma = TYPICAL_ERROR * mostM;
  let [ex, ey] = [sigma * random.normal(), sigma * random.normal()];
  for (let i = 0; i < n; i++) {
    if (i > 0) {
      const moved = Math.hypot(track.x[i]! - track.x[i - 1]!, track.y[i]! - track.y[i - 1]!);
      const keep = Math.exp(-moved / ERROR_CORRELATION_M);
      const fresh = sigma * Math.sqrt(1 - keep * keep);
      ex = keep * ex + fresh * random.normal();
      ey = keep * ey + fresh * random.normal();
    }
    const cut = Math.min(1, mostM / Math.max(1e-9, Math.hypot(ex, ey)));
    x[i] = ex * cut;
    y[i] = ey * cut;
  }
  return { x, y };
}

function positionsOf(scene: DriveScene, local: { x: Float64Array; y: Float64Array }): MeasuredPositions {
  const { frame } = scene;
  if (frame === null) return { kind: 'local', ...local };
  const places = Array.from(local.x, (x, i) => wgs84FromLocal(frame, x, local.y[i]!));
  return {
    kind: 'wgs84',
    latDeg: Float64Array.from(places, (p) => p.latDeg),
    lonDeg: Float64Array.from(places, (p) => p.lonDeg),
  };
}
