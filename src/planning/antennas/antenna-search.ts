import { breathe } from '../../units/breathe.ts';
import { badInput, UserError } from '../../units/errors.ts';
import { Random } from '../../units/random.ts';
import {
  type CoverageNetwork,
  type CoverageQuestion,
  type CoverageScore,
  coverageScore,
  type RestOfNetwork,
  restOf,
  scoreWith,
} from '../coverage/coverage-score.ts';

/** How an antenna stands. */
export interface AntennaSetting {
  /** Total downtilt [deg], positive down. */
  readonly tiltDeg: number;
  /** Bearing [deg, clockwise from north]. */
  readonly azimuthDeg: number;
}

/** A sector that the search may turn, within a lattice of settings. */
export interface TurnableSector {
  readonly id: string;
  readonly carrier: number;
  /** Noise in one resource element [mW]. */
  readonly noiseMw: number;
  /** How it stands now. It need not lie within the bounds, and is always allowed. */
  readonly start: AntennaSetting;
  /** Tilts and bearings that may be tried [deg]; empty leaves that angle as it is. */
  readonly tiltsDeg: readonly number[];
  readonly azimuthsDeg: readonly number[];
  /** Level by cell [mW of one resource element] under a setting. Called once for each; what it gives is kept. */
  levelMw(setting: AntennaSetting): ArrayLike<number>;
}

export interface AntennaSearch {
  readonly sectors: readonly TurnableSector[];
  /** Sectors that stay as they are. */
  readonly around: CoverageNetwork;
  readonly question: CoverageQuestion;
  /** Ascents: one from the antennas as they stand, the others from settings drawn within the bounds, [>= 1]. */
  readonly starts: number;
  readonly seed: number;
}

export interface SearchHooks {
  readonly signal?: AbortSignal;
  /** 0..1: how far the search has come; ascents end when they end, so it jumps. */
  readonly onProgress?: (fraction: number, best: CoverageScore) => void;
}

export interface AntennaSearchResult {
  /** By sector, in the order of the search. */
  readonly settings: readonly AntennaSetting[];
  /** Of the antennas as they stand, and as they were found: never below the former. */
  readonly before: CoverageScore;
  readonly after: CoverageScore;
  /** Networks whose score was worked out, and settings of sectors whose levels were. */
  readonly evaluations: number;
  readonly levelMaps: number;
  /** Objective at which every ascent ended, the one from the antennas as they stand first. */
  readonly ascents: readonly number[];
}

/** Passes over all sectors after which an ascent is taken as ended; each must gain, so it ends long before. */
const MOST_PASSES = 50;

/**
 * Searches tilts and azimuths of some sectors for the greatest coverage objective (coverage-score.ts): coordinate ascent over a lattice.
 * Sector by sector all tilts are tried, then all azimuths, with the others as they are, until a whole pass changes nothing. Of settings
 * with equal objectives the one nearest to how the antenna stands now is taken, so that nothing is turned for nothing. Several
 * ascents start elsewhere, since an objective of shares has many local maxima; the best counts, and at a tie the earliest. The global
 * maximum is not promised. Deterministic by seed.
 * @throws UserError('bad-input') without a sector, 'aborted' when the signal says so
 */
export async function searchAntennas(search: AntennaSearch, hooks: SearchHooks = {}): Promise<AntennaSearchResult> {
  const { sectors, starts, seed } = search;
  if (sectors.length === 0) throw badInput('There is no sector to turn; give at least one.');
  const bench = new SearchBench(search);
  const listed = sectors.map(({ start }) => start);
  const before = await bench.scoreOf(listed, hooks);
  let best: Ascent = { settings: listed, score: before };
  const ascents: number[] = [];
  const random = new Random(seed);
  for (let ascent = 0; ascent < starts; ascent++) {
    const from = ascent === 0 ? listed : sectors.map((sector) => drawnSetting(sector, random));
    const end = await ascend(bench, from, hooks, (pass) =>
      hooks.onProgress?.((ascent + Math.min(pass / 4, 0.95)) / starts, best.score),
    );
    ascents.push(end.score.objective);
    // An ascent never goes down, so the first is no worse than the antennas as they stand.
    if (ascent === 0 || end.score.objective > best.score.objective + LEAST_GAIN) best = end;
  }
  hooks.onProgress?.(1, best.score);
  return {
    settings: best.settings,
    before,
    after: best.score,
    evaluations: bench.evaluations,
    levelMaps: bench.levelMaps,
    ascents,
  };
}

/** Objectives nearer than this are equal: sums in another order. */
const LEAST_GAIN = 1e-12;

function drawnSetting({ start, tiltsDeg, azimuthsDeg }: TurnableSector, random: Random): AntennaSetting {
  const one = (values: readonly number[], otherwise: number) =>
    values.length === 0 ? otherwise : values[random.below(values.length)]!;
  return { tiltDeg: one(tiltsDeg, start.tiltDeg), azimuthDeg: one(azimuthsDeg, start.azimuthDeg) };
}

interface Ascent {
  readonly settings: readonly AntennaSetting[];
  readonly score: CoverageScore;
}

async function ascend(
  bench: SearchBench,
  from: readonly AntennaSetting[],
  hooks: SearchHooks,
  onPass: (pass: number) => void,
): Promise<Ascent> {
  const settings = [...from];
  let score = await bench.scoreOf(settings, hooks);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let isMoved = false;
    for (const [k, sector] of bench.sectors.entries()) {
      onPass(pass + k / bench.sectors.length);
      const rest = await bench.restFor(k, settings, hooks);
      for (const tried of [tiltsTried, azimuthsTried]) {
        const now = { setting: settings[k]!, score };
        const found = await bestOf(bench, k, rest, tried(sector, now.setting), now, hooks);
        if (found.setting === settings[k]) continue;
        settings[k] = found.setting;
        score = found.score;
        isMoved = true;
      }
    }
    if (!isMoved) break;
  }
  return { settings, score };
}

function tiltsTried({ tiltsDeg, start }: TurnableSector, now: AntennaSetting): AntennaSetting[] {
  return withStart(tiltsDeg, start.tiltDeg).map((tiltDeg) => ({ ...now, tiltDeg }));
}

function azimuthsTried({ azimuthsDeg, start }: TurnableSector, now: AntennaSetting): AntennaSetting[] {
  return withStart(azimuthsDeg, start.azimuthDeg).map((azimuthDeg) => ({ ...now, azimuthDeg }));
}

function withStart(values: readonly number[], start: number): readonly number[] {
  if (values.length === 0) return [];
  return values.includes(start) ? values : [...values, start];
}

interface Found {
  readonly setting: AntennaSetting;
  readonly score: CoverageScore;
}

async function bestOf(
  bench: SearchBench,
  k: number,
  rest: RestOfNetwork,
  tries: readonly AntennaSetting[],
  now: Found,
  hooks: SearchHooks,
): Promise<Found> {
  const { start } = bench.sectors[k]!;
  let best = now;
  for (const setting of tries) {
    if (isSameSetting(setting, now.setting)) continue;
    const score = await bench.tried(k, rest, setting, hooks);
    const gain = score.objective - best.score.objective;
    if (gain > LEAST_GAIN || (gain >= -LEAST_GAIN && turned(setting, start) < turned(best.setting, start)))
      best = { setting, score };
  }
  return best;
}

export function isSameSetting(a: AntennaSetting, b: AntennaSetting): boolean {
  return a.tiltDeg === b.tiltDeg && a.azimuthDeg === b.azimuthDeg;
}

/** How far an antenna is turned [deg], both angles added up. */
function turned(setting: AntennaSetting, from: AntennaSetting): number {
  const around = Math.abs(setting.azimuthDeg - from.azimuthDeg) % 360;
  return Math.abs(setting.tiltDeg - from.tiltDeg) + Math.min(around, 360 - around);
}

/** Works out scores, and keeps the levels that it has met. */
class SearchBench {
  readonly sectors: readonly TurnableSector[];
  readonly #search: AntennaSearch;
  readonly #levels: Map<string, ArrayLike<number>>[];
  evaluations = 0;
  levelMaps = 0;

  constructor(search: AntennaSearch) {
    this.#search = search;
    this.sectors = search.sectors;
    this.#levels = search.sectors.map(() => new Map());
  }

  async scoreOf(settings: readonly AntennaSetting[], hooks: SearchHooks): Promise<CoverageScore> {
    const network = await this.#network(settings, -1, hooks);
    this.evaluations++;
    return coverageScore(network, this.#search.question);
  }

  async restFor(k: number, settings: readonly AntennaSetting[], hooks: SearchHooks): Promise<RestOfNetwork> {
    return restOf(await this.#network(settings, k, hooks), this.sectors[k]!, this.#search.question);
  }

  async tried(k: number, rest: RestOfNetwork, setting: AntennaSetting, hooks: SearchHooks): Promise<CoverageScore> {
    const levels = await this.#levelsOf(k, setting, hooks);
    this.evaluations++;
    return scoreWith(rest, levels, this.#search.question);
  }

  async #network(settings: readonly AntennaSetting[], without: number, hooks: SearchHooks): Promise<CoverageNetwork> {
    const { around } = this.#search;
    const levelMw: ArrayLike<number>[] = [];
    const kept = this.sectors.filter((_, k) => k !== without);
    for (const [k, setting] of settings.entries())
      if (k !== without) levelMw.push(await this.#levelsOf(k, setting, hooks));
    return {
      levelMw: [...levelMw, ...around.levelMw],
      carrier: [...kept.map(({ carrier }) => carrier), ...Array.from(around.carrier)],
      noiseMw: [...kept.map(({ noiseMw }) => noiseMw), ...Array.from(around.noiseMw)],
    };
  }

  async #levelsOf(k: number, setting: AntennaSetting, hooks: SearchHooks): Promise<ArrayLike<number>> {
    const key = `${setting.tiltDeg} ${setting.azimuthDeg}`;
    const known = this.#levels[k]!.get(key);
    if (known) return known;
    await breathe();
    if (hooks.signal?.aborted) throw new UserError('aborted', 'The search was cancelled.');
    const levels = this.sectors[k]!.levelMw(setting);
    this.#levels[k]!.set(key, levels);
    this.levelMaps++;
    return levels;
  }
}
