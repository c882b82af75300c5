import { askOverpass, overpassEndpoint } from '../../io/providers/overpass.ts';
import { overpassQuery } from '../../io/providers/overpass-query.ts';
import { openPageMemory } from '../../io/storage/page-memory.ts';
import { boxAround, boxCentre, boxSizeM, type LonLatBox } from '../../raster/lonlat-box.ts';
import type { HeightRules } from '../../scene/height-rules.ts';
import { UserError } from '../../units/errors.ts';
import type { Outcome, SolveListener } from '../../worker/engine-protocol.ts';
import type { CutJob, CutScene, MapPreview, MapView } from '../../worker/map-protocol.ts';
import { type ImportState, type ImportWork, INITIAL_IMPORT } from '../store/import-state.ts';
import { studioStore } from '../store/studio-store.ts';
import { openDialog } from '../store/view-actions.ts';
import { formatNumber } from '../ui/format.ts';

/** Part of the engine that maps are opened and cut with. */
export interface MapEngine {
  openMap(jobId: string, name: string, file: Blob, listener: SolveListener): Promise<Outcome<MapView>>;
  previewMap(mapId: string, view: LonLatBox): Promise<Outcome<MapPreview>>;
  cutMap(job: CutJob, listener: SolveListener): Promise<Outcome<CutScene>>;
  closeMap(mapId: string): Promise<void>;
  cancel(jobId: string): Promise<void>;
}

/** Side of the box that a map opens with [m]. */
const FIRST_BOX_M = 2000;
const ENDPOINT = 'boresight-overpass-endpoint';

/** Cuts a city out of a map: opens it, asks for it, keeps the box and the rules, builds the scene. */
export class ImportDesk {
  readonly #engine: MapEngine;
  readonly #take: (cut: CutScene) => void;
  readonly #memory = openPageMemory();
  #jobs = 0;
  /** Ends what is being waited for. */
  #cancel: (() => void) | null = null;
  /** Counts what was begun: what ends later than the next began is no longer waited for. */
  #begun = 0;

  /** @param take gets the scene that was built */
  constructor(engine: MapEngine, take: (cut: CutScene) => void) {
    this.#engine = engine;
    this.#take = take;
  }

  open(way: ImportState['way']): void {
    const { endpoint } = this.#state;
    this.#set({ way, endpoint: endpoint || (this.#memory.read(ENDPOINT) ?? ''), problem: null });
    openDialog('import-city');
  }

  close(): void {
    this.#letGo();
    const { map, endpoint, heightRules } = this.#state;
    if (map) void this.#engine.closeMap(map.id);
    studioStore.setState({ cityImport: { ...INITIAL_IMPORT, endpoint, heightRules } });
    openDialog(null);
  }

  /** Back to where a map is chosen. */
  leaveMap(): void {
    this.#letGo();
    const { map } = this.#state;
    if (map) void this.#engine.closeMap(map.id);
    this.#set({ map: null, service: null, problem: null });
  }

  choose(patch: Partial<Pick<ImportState, 'way' | 'box' | 'name' | 'heightRules' | 'endpoint'>>): void {
    this.#set({ ...patch, problem: null });
  }

  /** Opens a file that was dropped or chosen; its box is the one that was asked for, or one in its middle. */
  async openFile(file: File): Promise<void> {
    this.open('file');
    await this.#openMap(file.name, file, null);
  }

  /** Sends the query for the box to the endpoint: the one thing here that leaves the machine. */
  async ask(): Promise<void> {
    const { box, endpoint } = this.#state;
    if (!box) return;
    const abort = new AbortController();
    const begun = this.#begin({ kind: 'asking', stage: 'Waiting for the server', fraction: null }, () => abort.abort());
    try {
      const { host } = overpassEndpoint(endpoint);
      const bytes = await askOverpass(endpoint, overpassQuery(box), {
        signal: abort.signal,
        onProgress: (received) => this.#progress(null, stageOf(host, received)),
      });
      if (begun !== this.#begun) return;
      this.#memory.write(ENDPOINT, endpoint.trim());
      await this.#openMap('overpass.json', new Blob([bytes as Uint8Array<ArrayBuffer>]), `Overpass at ${host}`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (begun === this.#begun) this.#end(error.code === 'aborted' ? null : error.message);
    }
  }

  /** Builds the scene of the box, which becomes the project. */
  async build(): Promise<void> {
    const { map, box, heightRules, name, service } = this.#state;
    if (!map || !box) return;
    const { jobId, begun } = this.#job({ kind: 'building', stage: 'Reading the box', fraction: 0 });
    const title = name.trim() || defaultName(map, box, service);
    const job = { jobId, mapId: map.id, box, heightRules, name: title, from: service };
    const outcome = await this.#engine.cutMap(job, this.#listener(begun));
    if (begun !== this.#begun) return;
    if (!outcome.ok) {
      this.#end(outcome.code === 'aborted' ? null : outcome.message);
      return;
    }
    this.#end(null);
    this.close();
    this.#take(outcome.value);
  }

  cancel(): void {
    this.#cancel?.();
  }

  /** What the map shows there; null where that cannot be told, or the map was left. */
  async preview(view: LonLatBox): Promise<MapPreview | null> {
    const { map } = this.#state;
    if (!map) return null;
    const outcome = await this.#engine.previewMap(map.id, view);
    if (this.#state.map !== map) return null;
    if (!outcome.ok) this.#set({ problem: outcome.message });
    return outcome.ok ? outcome.value : null;
  }

  async #openMap(name: string, file: Blob, service: string | null): Promise<void> {
    this.cancel();
    this.#set({ map: null, service: null });
    const { jobId, begun } = this.#job({ kind: 'reading', stage: `Reading ${name}`, fraction: 0 });
    const outcome = await this.#engine.openMap(jobId, name, file, this.#listener(begun));
    if (begun !== this.#begun) return;
    this.#end(outcome.ok || outcome.code === 'aborted' ? null : outcome.message);
    if (!outcome.ok) return;
    const { box } = this.#state;
    const { bounds } = outcome.value.facts;
    const kept = box && meets(box, bounds) ? box : firstBox(bounds);
    this.#set({ map: outcome.value, service, box: kept });
  }

  get #state(): ImportState {
    return studioStore.getState().cityImport;
  }

  #set(patch: Partial<ImportState>): void {
    studioStore.setState(({ cityImport }) => ({ cityImport: { ...cityImport, ...patch } }));
  }

  #begin(work: ImportWork, cancel: () => void): number {
    this.#cancel = cancel;
    this.#set({ work, problem: null });
    return ++this.#begun;
  }

  /** Ends what is waited for, and forgets it. */
  #letGo(): void {
    this.cancel();
    this.#begun++;
    this.#end(null);
  }

  #job(work: ImportWork): { readonly jobId: string; readonly begun: number } {
    const jobId = `import-${++this.#jobs}`;
    return { jobId, begun: this.#begin(work, () => void this.#engine.cancel(jobId)) };
  }

  #listener(begun: number): SolveListener {
    return { progress: (fraction, stage) => begun === this.#begun && this.#progress(fraction, stage) };
  }

  #progress(fraction: number | null, stage: string): void {
    const { work } = this.#state;
    if (work) this.#set({ work: { ...work, fraction, stage } });
  }

  #end(problem: string | null): void {
    this.#cancel = null;
    this.#set({ work: null, problem });
  }
}

function stageOf(host: string, received: number): string {
  return received === 0
    ? `${host} is gathering the data`
    : `Received ${formatNumber(received / 1e6, 1)} MB from ${host}`;
}

function meets(a: LonLatBox, b: LonLatBox): boolean {
  return a.west < b.east && b.west < a.east && a.south < b.north && b.south < a.north;
}

/** A box in the middle of the map: all of a small one. */
function firstBox(bounds: LonLatBox): LonLatBox {
  const { widthM, heightM } = boxSizeM(bounds);
  return boxAround(boxCentre(bounds), Math.min(FIRST_BOX_M, widthM), Math.min(FIRST_BOX_M, heightM));
}

function defaultName({ facts }: MapView, box: LonLatBox, service: string | null): string {
  const { latDeg, lonDeg } = boxCentre(box);
  const place = `${latDeg.toFixed(3)}, ${lonDeg.toFixed(3)}`;
  return service ? `City at ${place}` : `${facts.name.replace(/(\.osm)?\.[a-z]+$/i, '')} at ${place}`;
}

/** The rules with one height changed. */
export function withClassHeight(rules: HeightRules, of: keyof HeightRules['classM'], heightM: number): HeightRules {
  return { ...rules, classM: { ...rules.classM, [of]: heightM } };
}
