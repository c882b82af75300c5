import { resourceElementDbm } from '../../radio/link-budget.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { sourceSceneId } from '../../scene/building-edits.ts';
import { atOnce, inPieces } from '../../units/in-pieces.ts';
import type {
  EngineName,
  Outcome,
  SceneView,
  SectorMap,
  SolveJob,
  SolveListener,
} from '../../worker/engine-protocol.ts';
import { engineOf, heededBy, isModel } from '../engines/engine-choice.ts';
import { NetworkComposer } from '../results/network-composer.ts';
import type { NetworkMap, SectorShare } from '../results/network-map.ts';
import { isOfEngine, mapGrid, type Quality, solveKey } from '../results/solve-key.ts';
import type { ProjectDocument, SectorSettings } from '../store/project-document.ts';
import type { RunState } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { engineSector, engineSettings, goalOf } from './engine-request.ts';
import { SectorMapCache } from './sector-map-cache.ts';

/** What the loop tells the studio. */
export interface SolveReports {
  map(map: NetworkMap): void;
  /** Works out in pieces what `map` will need, before it is called; left out or left undone, it does that itself. */
  prepare?(map: NetworkMap): Generator<void, void>;
  run(patch: Partial<RunState>): void;
  /** Sectors that cannot be solved, with the reason in words. */
  refused(reasons: Readonly<Record<string, string>>): void;
  /** A solve came to its end, well or not. May change the project, and is waited for before the outcome is shown. */
  ended?(engine: EngineName, outcome: Outcome<SectorMap>): void | Promise<void>;
}

/** The part of the engine that the loop drives. */
export interface SectorSolver {
  solve(job: SolveJob, listener: SolveListener): Promise<Outcome<SectorMap>>;
  cancel(jobId: string): Promise<void>;
  /** Pauses a job, or lets it go on. */
  hold(jobId: string, held: boolean): Promise<void>;
}

export interface LoopOptions {
  /** Loops over one engine may share a cache. */
  readonly cache?: SectorMapCache;
  /** Keeps the jobs of several loops apart. */
  readonly name?: string;
  /** Sectors whose refined map takes no longer than a coarse one: it comes first, and without a rest. */
  readonly followsAtOnce?: (project: ProjectDocument, sector: SectorSettings) => boolean;
  /** Least time from one first look to the next [ms], where the page would have no time for anything else. */
  readonly looksApartMs?: () => number;
}

interface Running {
  readonly key: string;
  readonly jobId: string;
  readonly quality: Quality;
  readonly beganMs: number;
}

interface Latest {
  readonly sceneId: string;
  readonly engine: EngineName;
  readonly map: SectorMap;
  /** What a refined map is of, whatever error it went on to; null for a coarse one. */
  readonly refinedOf: string | null;
}

/** A map on the way. */
interface Partly {
  readonly key: string;
  readonly map: SectorMap;
}

interface Published {
  readonly parts: readonly unknown[];
  readonly refined: boolean;
  /** Null while it is on its way. */
  map: NetworkMap | null;
}

/** How long the hand must rest before refinement starts [ms]. */
const REST_MS = 180;

/** A first look may take so long though the hand is further already [ms]: else a hand that does not rest would see none. */
const LOOK_MS = 400;

/**
 * Keeps the map on the screen in step with the project: one solve at a time, the sector in hand first, a coarse look at
 * everything before the refinement of anything, and nothing solved twice. A learned model has no coarse look: it is quick, and
 * answers in its own cells or not at all.
 */
export class SolveLoop {
  readonly #client: SectorSolver;
  readonly #registry: TypedArrayRegistry;
  readonly #reports: SolveReports;
  readonly #cache: SectorMapCache;
  /** The last map that a sector had, wherever it stood then. */
  readonly #latest = new Map<string, Latest>();
  /** What the map on the screen is of. */
  #shown: { readonly project: ProjectDocument; readonly engine: EngineName } | null = null;
  /** The map on the screen, or on its way there, and what it is put together of. */
  #published: Published | null = null;
  readonly #composer = new NetworkComposer();
  readonly #name: string;
  readonly #looksApartMs: () => number;
  readonly #followsAtOnce: (project: ProjectDocument, sector: SectorSettings) => boolean;
  readonly #refusals = new Map<string, string>();
  #project: ProjectDocument | null = null;
  #inHand: string | null = null;
  #running: Running | null = null;
  #pumping = false;
  #stopped = false;
  /** When the running solve was paused; null while it is not. */
  #pausedSinceMs: number | null = null;
  /** Time for which the running solve was paused [ms]. */
  #pausedMs = 0;
  #partly: Partly | null = null;
  #refineAfter = 0;
  #lookBegan = 0;
  #jobs = 0;

  constructor(client: SectorSolver, registry: TypedArrayRegistry, reports: SolveReports, options: LoopOptions = {}) {
    const { cache = new SectorMapCache(), name = 'solve', followsAtOnce = () => false } = options;
    this.#looksApartMs = options.looksApartMs ?? (() => 0);
    this.#client = client;
    this.#registry = registry;
    this.#reports = reports;
    this.#cache = cache;
    this.#name = name;
    this.#followsAtOnce = followsAtOnce;
  }

  /** The project changed; `inHand` is the sector that a person works on. */
  follow(project: ProjectDocument, inHand: string | null): void {
    if (project !== this.#project && this.#project !== null) this.#refineAfter = performance.now() + REST_MS;
    const changed = project !== this.#project;
    this.#project = project;
    this.#inHand = inHand;
    if (!changed) return;
    this.#stopped = false;
    // Whoever goes on working wants to see it; what changes nothing about the running solve leaves it paused.
    if (this.#isPaused && !(this.#running && this.#wantedKeys().has(this.#running.key))) this.#endPause();
    this.#dropUnwanted();
    this.#publish();
    void this.#pump();
  }

  #dropUnwanted(): void {
    const running = this.#running;
    if (!running || this.#wantedKeys().has(running.key)) return;
    const left = running.quality === 'coarse' ? running.beganMs + LOOK_MS - performance.now() : 0;
    if (left <= 0) void this.#client.cancel(running.jobId);
    else setTimeout(() => this.#running === running && this.#dropUnwanted(), left);
  }

  /** Stops the running solve and what would follow; the next edit or `resume` goes on. */
  cancel(): void {
    this.#stopped = true;
    this.#endPause();
    if (this.#running) void this.#client.cancel(this.#running.jobId);
    this.#reports.run({ phase: 'cancelled', stage: 'Cancelled' });
  }

  /** Holds the running solve where it is, until `resume`, `cancel` or an edit that it does not outlive. */
  pause(): void {
    if (!this.#running || this.#isPaused || this.#stopped) return;
    this.#pausedSinceMs = performance.now();
    void this.#client.hold(this.#running.jobId, true);
    this.#reports.run({ phase: 'paused' });
  }

  /** Goes on after `pause` or `cancel`. */
  resume(): void {
    this.#stopped = false;
    if (this.#isPaused) this.#reports.run({ phase: 'solving' });
    this.#endPause();
    void this.#pump();
  }

  get #isPaused(): boolean {
    return this.#pausedSinceMs !== null;
  }

  #endPause(): void {
    if (this.#pausedSinceMs === null) return;
    this.#pausedMs += performance.now() - this.#pausedSinceMs;
    this.#pausedSinceMs = null;
    if (this.#running) void this.#client.hold(this.#running.jobId, false);
  }

  /** What comes next has nothing to do with what was shown before. */
  forget(): void {
    this.#latest.clear();
    this.#partly = null;
    this.#shown = null;
    this.#published = null;
  }

  /** Tries again what the engine refused; with `another`, it is another engine of that name now, and its maps are void. */
  retry(engine: EngineName, another = false): void {
    for (const key of this.#refusals.keys()) if (isOfEngine(key, engine)) this.#refusals.delete(key);
    if (another) {
      this.#cache.drop((key) => isOfEngine(key, engine));
      for (const [id, latest] of this.#latest) if (latest.engine === engine) this.#latest.delete(id);
    }
    if (!this.#project || this.#engine() !== engine) return;
    this.#publish();
    void this.#pump();
  }

  /** The refined map of a sector as it stands now, or null while there is none. */
  refinedMapOf(sectorId: string): SectorMap | null {
    const sector = this.#project?.sectors.find((s) => s.id === sectorId);
    return sector ? this.#cache.get(this.#keyOf(sector, 'refined')) : null;
  }

  #scene(): SceneView | null {
    const id = this.#project?.sceneId;
    return id ? (this.#registry.scenes.get(id) ?? null) : null;
  }

  #engine(): EngineName {
    return engineOf(this.#project?.settings.engine, this.#scene());
  }

  #keyOf(sector: SectorSettings, quality: Quality): string {
    const project = this.#project!;
    return solveKey(project.sceneId ?? '', this.#engine(), sector, project, quality);
  }

  /** The key of the refined map that has gone on to no error. */
  #goalFreeKeyOf(sector: SectorSettings): string {
    const { materials, settings, sceneId } = this.#project!;
    const { targetErrorDb: _, ...others } = settings;
    return solveKey(sceneId ?? '', this.#engine(), sector, { materials, settings: others }, 'refined');
  }

  /** True where a refined map takes no longer than a coarse one. */
  #atOnce(project: ProjectDocument, sector: SectorSettings): boolean {
    return isModel(this.#engine()) || this.#followsAtOnce(project, sector);
  }

  #wantedKeys(): Set<string> {
    const sectors = this.#project?.sectors ?? [];
    return new Set(sectors.flatMap((s) => [this.#keyOf(s, 'coarse'), this.#keyOf(s, 'refined')]));
  }

  /** The most urgent solve: a coarse look at the sector in hand, then at the others, then refinements in the same order. */
  #next(): { sector: SectorSettings; quality: Quality } | null {
    const project = this.#project;
    if (!project || !this.#scene()) return null;
    const inHandFirst = [...project.sectors].sort(
      (a, b) => Number(b.id === this.#inHand) - Number(a.id === this.#inHand),
    );
    const lacks = (s: SectorSettings, q: Quality) =>
      !this.#cache.has(this.#keyOf(s, q)) && !this.#refusals.has(this.#keyOf(s, q));
    const settled = (s: SectorSettings) => !lacks(s, 'refined');
    const atOnce = inHandFirst.find((s) => !settled(s) && this.#atOnce(project, s));
    if (atOnce) return { sector: atOnce, quality: 'refined' };
    const coarse = inHandFirst.find((s) => !settled(s) && lacks(s, 'coarse'));
    if (coarse) return { sector: coarse, quality: 'coarse' };
    const refined = inHandFirst.find((s) => !settled(s));
    return refined ? { sector: refined, quality: 'refined' } : null;
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (let job = this.#next(); job && !this.#stopped && !this.#isPaused; job = this.#next()) {
        const rests = job.quality === 'refined' && !this.#atOnce(this.#project!, job.sector);
        const wait = (rests ? this.#refineAfter : this.#lookBegan + this.#looksApartMs()) - performance.now();
        // In short steps: an edit meanwhile wants its coarse look at once.
        if (wait > 0) await new Promise((resume) => setTimeout(resume, Math.min(wait, 20)));
        else {
          if (!rests) this.#lookBegan = performance.now();
          await this.#solve(job.sector, job.quality);
        }
      }
    } finally {
      this.#pumping = false;
    }
  }

  async #solve(sector: SectorSettings, quality: Quality): Promise<void> {
    const project = this.#project!;
    const scene = this.#scene()!;
    const engine = this.#engine();
    const key = this.#keyOf(sector, quality);
    const jobId = `${this.#name}-${++this.#jobs}`;
    // As the project stands now: by the end of the solve it may be another.
    const refusedKeys = [this.#keyOf(sector, 'coarse'), this.#keyOf(sector, 'refined')];
    const began = performance.now();
    const refinedOf = quality === 'refined' ? this.#goalFreeKeyOf(sector) : null;
    this.#running = { key, jobId, quality, beganMs: began };
    this.#pausedMs = 0;
    const isOn = () => this.#running?.jobId === jobId && !this.#stopped && !this.#isPaused;
    this.#reportProgress(sector, quality, 0);
    const outcome = await this.#client.solve(
      {
        jobId,
        sceneId: scene.id,
        engine,
        sector: engineSector(sector, scene, this.#registry),
        grid: mapGrid(scene.boundsM, project.settings.cellSizeM, quality),
        receiverHeightM: project.settings.receiverHeightM,
        settings: { ...engineSettings(project.settings, quality), ...goalOf(project.settings, engine, quality) },
        materials: project.materials,
        partials: quality === 'refined' && heededBy(engine).rays,
      },
      {
        progress: (fraction, words) => {
          // What still arrives of a cancelled solve says nothing of what is being done.
          if (isOn()) this.#reportProgress(sector, quality, fraction, words);
        },
        partial: (map) => {
          if (this.#running?.jobId !== jobId || this.#stopped) return;
          this.#partly = { key, map };
          this.#publish();
        },
      },
    );
    this.#running = null;
    if (outcome.ok) {
      this.#cache.put(key, outcome.value);
      this.#latest.set(sector.id, { sceneId: scene.id, engine, map: outcome.value, refinedOf });
      if (this.#partly?.key === key) this.#partly = null;
      if (quality === 'refined') this.#reports.run({ lastSolveMs: performance.now() - began - this.#pausedMs });
    } else if (outcome.code !== 'aborted') {
      for (const refused of refusedKeys) this.#refusals.set(refused, outcome.message);
    }
    await this.#reports.ended?.(engine, outcome);
    this.#publish();
  }

  /** Shows the best that is known of every sector: refined, coarse, or what it had before it was moved. */
  #publish(): void {
    const project = this.#project;
    const scene = this.#scene();
    if (!project || !scene) return;
    const engine = this.#engine();
    const shares: SectorShare[] = [];
    const reasons: Record<string, string> = {};
    let refined = 0;
    for (const sector of project.sectors) {
      const refusal = this.#refusals.get(this.#keyOf(sector, 'refined'));
      if (refusal !== undefined) reasons[sector.id] = refusal;
      const full = this.#cache.get(this.#keyOf(sector, 'refined'));
      if (full || refusal !== undefined) refined++;
      const latest = this.#latest.get(sector.id);
      // A map by another engine or of another city stands in for none; one from before buildings changed does.
      const stands = latest && sourceSceneId(latest.sceneId) === sourceSceneId(scene.id) && latest.engine === engine;
      const earlier = stands ? latest.map : null;
      const map =
        full ?? this.#refiningMapOf(sector, latest) ?? this.#cache.get(this.#keyOf(sector, 'coarse')) ?? earlier;
      if (map && refusal === undefined) shares.push(shareOf(sector, map));
    }
    const total = project.sectors.length;
    if (refined === total) this.#pausedSinceMs = null;
    this.#reports.refused(reasons);
    if (shares.length > 0 || refined > 0 || !this.#awaitsEngine(project, engine)) {
      this.#shown = { project, engine };
      this.#showMap(scene, project.settings.cellSizeM, shares, refined === total);
    }
    this.#reports.run({
      refinedSectors: refined,
      totalSectors: total,
      ...(total === 0 ? { phase: 'empty' as const, stage: 'No sector yet', fraction: 1 } : {}),
      ...(total > 0 && refined === total
        ? { phase: 'refined' as const, stage: 'Refined', step: null, fraction: 1 }
        : {}),
    });
  }

  /** The better of what there is of a refined map that is on its way: the one that goes on, or what has come of it so far. */
  #refiningMapOf(sector: SectorSettings, latest: Latest | undefined): SectorMap | null {
    const before = latest?.refinedOf === this.#goalFreeKeyOf(sector) ? latest.map : null;
    const partly = this.#partly?.key === this.#keyOf(sector, 'refined') ? this.#partly.map : null;
    return partly && partly.stats.launched > (before?.stats.launched ?? 0) ? partly : before;
  }

  /** Puts the sectors' maps together; while a sector is dragged, most calls are of the very maps that are on the screen. */
  #showMap(scene: SceneView, cellSizeM: number, shares: readonly SectorShare[], refined: boolean): void {
    const parts = [scene.id, cellSizeM, ...shares.flatMap((share) => Object.values(share))];
    const before = this.#published;
    const same = parts.length === before?.parts.length && parts.every((part, i) => part === before.parts[i]);
    if (same && refined === before.refined) return;
    const published: Published = { parts, refined, map: null };
    this.#published = published;
    const known = same ? before.map : null;
    const work = this.#makeMap(published, mapGrid(scene.boundsM, cellSizeM, 'refined'), shares, known);
    if (this.#looksApartMs() === 0) atOnce(work);
    // Where the page is short of time, in pieces, and only while no other map is wanted.
    else void inPieces(work, () => this.#published === published);
  }

  *#makeMap(
    published: Published,
    grid: RasterGrid,
    shares: readonly SectorShare[],
    known: NetworkMap | null,
  ): Generator<void, void> {
    const { refined } = published;
    const map = known ? { ...known, refined } : yield* this.#composer.composing(grid, shares, refined);
    published.map = map;
    if (this.#reports.prepare) yield* this.#reports.prepare(map);
    yield;
    this.#reports.map(map);
  }

  /** True where all that changed is the engine: the map by the one before stays until there is something by the next. */
  #awaitsEngine({ sceneId, sectors, settings }: ProjectDocument, engine: EngineName): boolean {
    const { project, engine: before } = this.#shown ?? {};
    const same = project?.sceneId === sceneId && project?.sectors === sectors;
    return same && before !== engine && project?.settings.cellSizeM === settings.cellSizeM && sectors.length > 0;
  }

  #reportProgress(sector: SectorSettings, quality: Quality, fraction: number, words = ''): void {
    const sectors = this.#project?.sectors ?? [];
    const done = sectors.filter((s) => this.#cache.has(this.#keyOf(s, 'refined'))).length;
    const share = quality === 'refined' ? fraction : 0;
    this.#reports.run({
      phase: 'solving',
      stage: this.#stageOf(sector, quality),
      step: words === '' ? null : { words, fraction },
      fraction: sectors.length ? (done + share) / sectors.length : 0,
    });
  }

  #stageOf({ id }: SectorSettings, quality: Quality): string {
    if (isModel(this.#engine())) return `Predicting ${id}`;
    return quality === 'coarse' ? `Coarse map of ${id}` : `Refining ${id}`;
  }
}

function shareOf(sector: SectorSettings, map: SectorMap): SectorShare {
  const { id, frequencyHz, bandwidthHz } = sector;
  return { sectorId: id, referenceDbm: resourceElementDbm(sector), frequencyHz, bandwidthHz, map };
}
