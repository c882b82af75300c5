import type { WalkPiece } from '../../planning/handover/walk-recorder.ts';
import type { WalkListener, WalkStart } from '../../worker/planning-protocol.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { patchWalk } from '../store/walk-actions.ts';
import type { WalkState } from '../store/walk-state.ts';
import {
  addPiece,
  emptyRecord,
  figuresAt,
  frameAt,
  type WalkerFrame,
  type WalkFigures,
  type WalkRecord,
} from './walk-record.ts';

/** A handover is seen for so long [s]. */
const FLASH_S = 0.6;

/** What the player asks of the page. */
export interface PlayerPage {
  /** Calls back once, after what was drawn meanwhile is on the screen and a rest has passed. */
  readonly later: (work: (nowMs: number) => void) => void;
  readonly nowMs: () => number;
  /** Whether a person asked for less motion. */
  readonly calm: () => boolean;
}

/** Keeps a walk as it is told, and plays it on the map, while it is being made and after. */
export class WalkPlayer implements WalkListener {
  readonly #registry: TypedArrayRegistry;
  readonly #page: PlayerPage;
  #record: WalkRecord | null = null;
  #of: Pick<ProjectDocument, 'id' | 'sceneId'> | null = null;
  #ticking = false;
  /** The state that the users' picture is of; null while there is none. */
  #made: WalkState | null = null;

  constructor(registry: TypedArrayRegistry, page: PlayerPage = browserPage()) {
    this.#registry = registry;
    this.#page = page;
    studioStore.subscribe((state, before) => this.#follow(state, before));
  }

  get record(): WalkRecord | null {
    return this.#record;
  }

  walkBegins(start: WalkStart): void {
    this.#record = emptyRecord(start);
    this.#made = null;
    this.#registry.walkers = null;
    this.#of = studioStore.getState().history.project;
    const { run } = studioStore.getState().walk;
    patchWalk({
      recorded: 0,
      frames: start.facts.frames,
      at: 0,
      run: run < start.facts.runs ? run : 0,
      playing: !this.#page.calm(),
    });
  }

  walked(piece: WalkPiece): void {
    const record = this.#record;
    if (!record) return;
    addPiece(record, piece);
    patchWalk({ recorded: record.recorded, shown: studioStore.getState().walk.wanted });
  }

  /** No more is to come: what there is is the whole. */
  ends(): void {
    patchWalk({ frames: this.#record?.recorded ?? 0 });
  }

  /** What the run that is looked at comes to at the playhead. */
  figures(): WalkFigures | null {
    const { at, run } = studioStore.getState().walk;
    return this.#record && this.#record.recorded > 0 ? figuresAt(this.#record, at, run) : null;
  }

  #follow(state: StudioState, before: StudioState): void {
    const { project } = state.history;
    if (this.#record && (project.id !== this.#of?.id || project.sceneId !== this.#of.sceneId)) {
      this.#record = null;
      this.#made = null;
      this.#registry.walkers = null;
      patchWalk({ shown: false, playing: false, recorded: 0, frames: 0, at: 0 });
      return;
    }
    const { walk } = state;
    if (walk === before.walk) return;
    if (walk.playing && !before.walk.playing && walk.recorded > 0 && walk.at >= walk.frames - 1) patchWalk({ at: 0 });
    else if (this.#make(walk)) patchWalk({ drawn: walk.drawn + 1 });
    if (studioStore.getState().walk.playing && walk.shown && !this.#ticking) this.#play();
  }

  /** Makes the users' picture for a state of the walk; false where it is made already. */
  #make(walk: WalkState): boolean {
    const record = this.#record;
    const seen = record !== null && record.recorded > 0 && walk.shown ? walk : null;
    if (seen === this.#made || (seen && this.#made && LOOKS.every((part) => seen[part] === this.#made?.[part])))
      return false;
    this.#made = seen;
    this.#registry.walkers = seen && record && this.#frame(record, seen);
    return true;
  }

  #frame(record: WalkRecord, { at, run, speed, colourBy, lines }: WalkState): WalkerFrame {
    const { facts, slotS, sectors, profile } = record.start;
    const fadeFrames = this.#page.calm() ? 0 : (FLASH_S * speed) / (slotS * facts.slotsPerFrame);
    const onMap = this.#registry.networkMap?.sectorIds ?? [];
    const coloured = sectors.map((id, k) => ({ id, colour: onMap.includes(id) ? onMap.indexOf(id) : k }));
    return { ...frameAt(record, { at, run, fadeFrames }), sectors: coloured, profile, colourBy, lines };
  }

  #play(): void {
    this.#ticking = true;
    let before = this.#page.nowMs();
    const step = (nowMs: number) => {
      const { walk } = studioStore.getState();
      const record = this.#record;
      if (!walk.playing || !walk.shown || !record) {
        this.#ticking = false;
        return;
      }
      const { facts, slotS } = record.start;
      // A page that was hidden goes on from where it was.
      const passedS = Math.min(MOST_STEP_S, (nowMs - before) / 1000);
      before = nowMs;
      const to = walk.at + (passedS * walk.speed) / (slotS * facts.slotsPerFrame);
      const at = Math.min(Math.max(0, walk.recorded - 1), to);
      const playing = at < walk.frames - 1;
      this.#ticking = playing;
      // Before the store says so: whoever looks at it then finds the picture there.
      this.#make({ ...walk, at, playing });
      patchWalk({ at, playing });
      if (playing) this.#page.later(step);
    };
    this.#page.later(step);
  }
}

/** What a picture of the users depends on. */
const LOOKS = ['at', 'run', 'speed', 'colourBy', 'lines'] as const;

/** Most that the playhead moves by at once [s of the page]. */
const MOST_STEP_S = 0.5;

/** Rest between two pictures [ms]; where drawing one takes longer, as long again, so that the page has half of its time. */
const REST_MS = 80;

function browserPage(): PlayerPage {
  return {
    nowMs: () => performance.now(),
    calm: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
    later: (work) => {
      const asked = performance.now();
      // The first frame draws, the second comes when that is done.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          const took = performance.now() - asked;
          setTimeout(() => work(performance.now()), Math.max(REST_MS - took, took - 34, 0));
        }),
      );
    },
  };
}
