import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SavedCamera } from '../../io/formats/saved-project.ts';
import { ProjectStore } from '../../io/storage/project-store.ts';
import { StorageError } from '../../io/storage/storage-error.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import { MemoryLocks, MemoryProjects } from '../../testing/memory-projects.ts';
import type { NamedBytes, OpenedFile, OpenedTerrain, Outcome, SceneView } from '../../worker/engine-protocol.ts';
import { startHistory } from '../commands/history.ts';
import { patchSector, patchSettings, renameProject, replaceProject, undoEdit } from '../commands/project-commands.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { INITIAL_PROJECTS } from '../store/projects-state.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { noteVerdict } from '../store/verdict-files.ts';
import { ProjectDesk } from './project-desk.ts';
import { faultWords } from './save-words.ts';
import type { SourceEngine } from './source-opener.ts';

const SCENE_ID = 'synthetic-7 Town';
const sceneOf = (seed: number, name: string | null) =>
  ({ id: `synthetic-${seed} ${name}`, name, buildings: [], extruded: true }) as unknown as SceneView;

class FakeEngine implements SourceEngine {
  readonly opened: string[] = [];
  async openSynthetic(seed: number, name: string | null): Promise<Outcome<SceneView>> {
    this.opened.push(`city ${seed}`);
    return { ok: true, value: sceneOf(seed, name) };
  }
  async openFiles([file]: readonly NamedBytes[], sceneId: string | null): Promise<Outcome<OpenedFile>> {
    this.opened.push(file?.name ?? '');
    const measurements = { id: `walk in ${sceneId}`, name: file?.name } as never;
    const source = { kind: 'files' as const, files: [{ name: 'walk.csv', key: 'walkwalk', bytes: 3 }] };
    return { ok: true, value: { kind: 'measurements', measurements, source } };
  }
  async openTerrain(): Promise<Outcome<OpenedTerrain>> {
    return { ok: false, code: 'bad-input', message: 'No terrain here.' };
  }
  async keepPattern() {}
}

/** A tab of the browser: the store is one, so tabs come one after the other. */
function tab(records: MemoryProjects, locks: MemoryLocks) {
  const registry = createRegistry();
  const engine = new FakeEngine();
  const looks: (SavedCamera | null)[] = [];
  const camera: SavedCamera = { lngDeg: 1, latDeg: 2, zoom: 15, bearingDeg: 10, pitchDeg: 50 };
  const desk = new ProjectDesk(
    engine,
    registry,
    new ProjectStore(async () => records),
    locks.tab(),
    {
      camera: () => camera,
      lookAt: (_, at) => looks.push(at),
    },
    async () => undefined,
  );
  registry.scenes.set(SCENE_ID, sceneOf(7, 'Town'));
  registry.sources.set(SCENE_ID, { kind: 'synthetic', seed: 7, name: 'Town' });
  return { registry, engine, desk, looks, camera };
}

const PROJECT: ProjectDocument = {
  ...EMPTY_PROJECT,
  id: 'aaaa',
  name: 'Town',
  sceneId: SCENE_ID,
  sites: [{ id: 'Mast', name: 'Mast' }],
  sectors: [sectorSettings('M1')],
};
const state = () => studioStore.getState();
const rest = () => vi.advanceTimersByTimeAsync(2000);

let records: MemoryProjects;
let locks: MemoryLocks;
let first: ReturnType<typeof tab>;
let release: () => void;

/** Puts a tab's desk in charge of the store, as if the others were not looked at. */
function lookAt(at: ReturnType<typeof tab>, project: ProjectDocument = PROJECT): void {
  release?.();
  studioStore.setState({
    history: startHistory(project),
    projects: INITIAL_PROJECTS,
    notices: [],
    selection: null,
    verdicts: {},
  });
  release = studioStore.subscribe(() => at.desk.follow(studioStore.getState()));
}

beforeEach(() => {
  vi.useFakeTimers();
  records = new MemoryProjects();
  locks = new MemoryLocks();
  first = tab(records, locks);
  lookAt(first);
  first.desk.begin();
});
afterEach(() => {
  release();
  vi.useRealTimers();
});

describe('the project in hand', () => {
  it('is kept from the first change on, with where it was looked at from', async () => {
    studioStore.setState({ layer: 'los' });
    await rest();
    expect(records.projects.size).toBe(0);
    patchSector('M1', { x: 99 }, 'Move');
    await rest();
    expect(state().projects.saving).toBe('saved');

    const second = tab(records, new MemoryLocks());
    lookAt(second, EMPTY_PROJECT);
    second.registry.scenes.clear();
    expect(await second.desk.open('aaaa', 'first')).toBe(true);
    second.desk.begin();
    expect(currentProject().sectors[0]?.x).toBe(99);
    expect(state().layer).toBe('los');
    expect(second.engine.opened).toEqual(['city 7']);
    expect(second.looks).toEqual([first.camera]);
    undoEdit();
    expect(currentProject()).toEqual(PROJECT);
  });

  it('is written with what was done last when the page goes away', async () => {
    patchSector('M1', { x: 1 }, 'Move');
    patchSector('M1', { x: 2 }, 'Move');
    await first.desk.flush();
    expect(records.projects.get('aaaa')?.json).toContain('"x":2');
  });

  it('makes way for another, which a step back undoes; each is kept as it was left', async () => {
    patchSector('M1', { x: 5 }, 'Move');
    replaceProject({ ...PROJECT, id: 'bbbb', name: 'City' }, 'Open city');
    patchSector('M1', { x: 6 }, 'Move');
    await rest();
    expect(records.projects.get('aaaa')?.json).toContain('"x":5');
    expect(records.projects.get('bbbb')?.json).toContain('"x":6');
    undoEdit();
    undoEdit();
    expect(currentProject()).toMatchObject({ id: 'aaaa', name: 'Town' });
    undoEdit();
    await rest();
    expect(records.projects.get('aaaa')?.json).toContain('"x":10');
    expect(records.projects.get('bbbb')?.json).toContain('"x":10');
  });

  it("is still this tab's where one goes to another and comes back before the first is let go", async () => {
    patchSector('M1', { x: 5 }, 'Move');
    replaceProject({ ...PROJECT, id: 'bbbb', name: 'City' }, 'Open city');
    undoEdit();
    patchSector('M1', { x: 6 }, 'Move');
    await rest();
    expect(state().projects).toMatchObject({ readOnly: false, saving: 'saved' });
    expect(records.projects.get('aaaa')?.json).toContain('"x":6');
  });

  it('opened from the list comes with its own steps, and lets go of the one before', async () => {
    patchSector('M1', { x: 5 }, 'Move');
    replaceProject({ ...PROJECT, id: 'bbbb', name: 'City' }, 'Open city');
    patchSettings({ maxDepth: 2 }, 'Change depth');
    await rest();
    expect(await first.desk.open('aaaa')).toBe(true);
    expect(currentProject().sectors[0]?.x).toBe(5);
    await rest();
    undoEdit();
    expect(currentProject()).toMatchObject({ id: 'aaaa', sectors: [{ x: 10 }] });
    undoEdit();
    expect(currentProject()).toMatchObject({ id: 'bbbb', settings: { maxDepth: 2 } });
    undoEdit();
    expect(currentProject().settings.maxDepth).toBe(PROJECT.settings.maxDepth);
  });
});

describe('what was in hand before', () => {
  it('is not what is told of, while its last change is written', async () => {
    patchSector('M1', { x: 5 }, 'Move');
    replaceProject({ ...PROJECT, id: 'bbbb', name: 'City' }, 'Open city');
    await vi.advanceTimersByTimeAsync(0);
    expect([...records.projects.keys()]).toEqual(['aaaa']);
    expect(state().projects.saving).toBe('saving');
    await rest();
    expect([...records.projects.keys()]).toEqual(['aaaa', 'bbbb']);
    expect(state().projects.saving).toBe('saved');
  });

  it('is told of by its name where its last change could not be written', async () => {
    records.fault = new StorageError('full', 'no room');
    patchSector('M1', { x: 5 }, 'Move');
    replaceProject({ ...PROJECT, id: 'bbbb', name: 'City' }, 'Open city');
    await vi.advanceTimersByTimeAsync(0);
    records.fault = null;
    expect(state().projects).toMatchObject({ saving: 'saving', problem: null });
    expect(state().notices).toMatchObject([
      { title: 'The last changes of "Town" were not saved', message: 'no room', tone: 'bad' },
    ]);
  });

  it('does not make what is in hand read-only where another tab has it', async () => {
    await locks.tab().take('boresight-project-cccc');
    replaceProject({ ...PROJECT, id: 'cccc', name: 'City' }, 'Open city');
    undoEdit();
    await rest();
    expect(currentProject().id).toBe('aaaa');
    expect(state().projects.readOnly).toBe(false);
  });
});

describe('storage that refuses', () => {
  it('is told, the work stays, and it is kept when there is room again', async () => {
    patchSector('M1', { x: 5 }, 'Move');
    await rest();
    const before = records.projects.get('aaaa');
    records.fault = new StorageError('full', 'no room');
    patchSector('M1', { x: 6 }, 'Move');
    await rest();
    expect(state().projects).toMatchObject({ saving: 'failed', problem: { fault: 'full' } });
    expect(records.projects.get('aaaa')).toBe(before);
    expect(currentProject().sectors[0]?.x).toBe(6);
    records.fault = null;
    await vi.advanceTimersByTimeAsync(11_000);
    expect(state().projects).toMatchObject({ saving: 'saved', problem: null });
    expect(records.projects.get('aaaa')?.json).toContain('"x":6');
  });

  it('is not blamed for a fault of the studio', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    records.fault = new TypeError('sectors is undefined');
    patchSector('M1', { x: 6 }, 'Move');
    await rest();
    const { problem } = state().projects;
    expect(problem).toEqual({ fault: 'broken', message: 'sectors is undefined' });
    expect(said).toHaveBeenCalledWith(records.fault);
    expect(faultWords('broken', problem?.message ?? '')).toMatchObject({
      title: 'Not saved: something in the studio broke',
      text: expect.stringContaining('sectors is undefined'),
    });
    said.mockRestore();
  });

  it('that was cleared under way gets everything again, files too', async () => {
    first.registry.sources.set('walk', { kind: 'files', files: [{ name: 'walk.csv', key: 'walkwalk', bytes: 3 }] });
    first.registry.files.set('walkwalk', new Blob(['abc']));
    studioStore.setState(({ history }) => ({
      history: startHistory({ ...history.project, measurementId: 'walk' }),
    }));
    await rest();
    expect(records.files.has('walkwalk')).toBe(true);
    records.projects.clear();
    records.files.clear();
    first.desk.lost('cut-off');
    await rest();
    expect(records.projects.has('aaaa')).toBe(true);
    expect(records.files.has('walkwalk')).toBe(true);
  });

  it('that another version holds at the start is told before anything is changed', async () => {
    const blocked = new ProjectStore(async () => {
      throw new StorageError('blocked', 'held');
    });
    const desk = new ProjectDesk(
      new FakeEngine(),
      createRegistry(),
      blocked,
      locks.tab(),
      { camera: () => null, lookAt: () => undefined },
      async () => undefined,
    );
    expect(await desk.resume(false)).toBe(false);
    desk.begin();
    expect(state().projects).toMatchObject({ saving: 'failed', problem: { fault: 'blocked' } });
  });

  it('that a newer version has taken over is told', () => {
    first.desk.lost('outdated');
    expect(state().projects).toMatchObject({ saving: 'failed', problem: { fault: 'outdated' } });
  });
});

describe('a second tab', () => {
  async function openSecond() {
    patchSector('M1', { x: 5 }, 'Move');
    await rest();
    const second = tab(records, locks);
    lookAt(second, EMPTY_PROJECT);
    await second.desk.open('aaaa', 'first');
    second.desk.begin();
    await rest();
    return second;
  }

  it('looks, and changes nothing', async () => {
    await openSecond();
    expect(state().projects.readOnly).toBe(true);
    const { writes } = records;
    patchSector('M1', { x: 77 }, 'Move');
    renameProject('Mine');
    undoEdit();
    studioStore.setState({ layer: 'provenance' });
    await rest();
    expect(currentProject()).toMatchObject({ name: 'Town', sectors: [{ x: 5 }] });
    expect(records.writes).toBe(writes);
  });

  it('goes on with a copy', async () => {
    const second = await openSecond();
    await second.desk.openCopy();
    patchSector('M1', { x: 77 }, 'Move');
    await rest();
    expect(state().projects).toMatchObject({ readOnly: false, saving: 'saved' });
    expect([...records.projects.values()].map(({ name }) => name)).toEqual(['Town', 'Town (copy)']);
    expect(records.projects.get('aaaa')?.json).toContain('"x":5');
  });

  it('takes over with what the first one kept last, once that is gone', async () => {
    const second = await openSecond();
    const kept = records.projects.get('aaaa')!;
    records.projects.set('aaaa', { ...kept, json: kept.json.replace('"x":5', '"x":8') });
    await first.desk.keeper?.abandon();
    await rest();
    expect(state().projects.readOnly).toBe(false);
    expect(currentProject().sectors[0]?.x).toBe(8);
    patchSector('M1', { x: 9 }, 'Move');
    await rest();
    expect(records.projects.get('aaaa')?.json).toContain('"x":9');
    expect(second.desk.keeper).not.toBeNull();
  });

  it('goes on with what it shows, as a new project, where the first one deletes it', async () => {
    const second = await openSecond();
    await first.desk.keeper?.abandon(() => records.remove('aaaa'));
    await rest();
    expect(state().projects).toMatchObject({ readOnly: false, saving: 'idle' });
    expect(state().notices.at(-1)?.title).toBe('The project was deleted in another tab');
    expect(currentProject()).toMatchObject({ name: 'Town', sectors: [{ x: 5 }] });
    patchSector('M1', { x: 77 }, 'Move');
    await rest();
    expect(state().projects.saving).toBe('saved');
    expect([...records.projects.keys()]).toEqual([currentProject().id]);
    expect(records.projects.has('aaaa')).toBe(false);
    expect(second.desk.keeper?.id).toBe(currentProject().id);
    expect(await locks.tab().take('boresight-project-aaaa')).not.toBeNull();
  });

  it('goes on with what it shows where what the first one kept cannot be read', async () => {
    await openSecond();
    records.projects.set('aaaa', { ...records.projects.get('aaaa')!, json: '{' });
    await first.desk.keeper?.abandon();
    await rest();
    expect(state().notices.map(({ title }) => title)).toEqual(['The project was not opened']);
    patchSector('M1', { x: 77 }, 'Move');
    await rest();
    expect(records.projects.get('aaaa')?.json).toBe('{');
    expect(records.projects.get(currentProject().id)?.json).toContain('"x":77');
  });

  it('may not delete or rename what the first one has', async () => {
    const second = await openSecond();
    await second.desk.remove('aaaa');
    expect(records.projects.has('aaaa')).toBe(true);
    expect(state().notices.at(-1)?.message).toContain('open in another tab');
  });
});

describe('a verdict', () => {
  const verdict = { name: 'verdict.jsonl', key: 'verdict-1', bytes: 9 };
  const make = (at: ReturnType<typeof tab>) => {
    at.registry.files.set(verdict.key, new Blob(['two lines']));
    noteVerdict('aaaa', verdict);
  };

  it('is kept with a project that was not changed otherwise, and comes back with it', async () => {
    make(first);
    await rest();
    expect(state().projects.saving).toBe('saved');
    expect(await records.files.get(verdict.key)?.text()).toBe('two lines');

    const second = tab(records, new MemoryLocks());
    lookAt(second, EMPTY_PROJECT);
    noteVerdict('aaaa', null);
    await second.desk.open('aaaa', 'first');
    expect(state().verdicts).toEqual({ aaaa: verdict });
    expect(await second.registry.files.get(verdict.key)?.text()).toBe('two lines');
  });

  it('stays with its project while another is in hand, and goes along with copies', async () => {
    make(first);
    await rest();
    await first.desk.duplicate('aaaa');
    replaceProject({ ...PROJECT, id: 'bbbb', name: 'City' }, 'Open city');
    await rest();
    const verdictIn = (name: string) =>
      JSON.parse([...records.projects.values()].find((record) => record.name === name)!.json).verdict;
    expect(verdictIn('Town (copy)')).toEqual(verdict);
    expect(verdictIn('City')).toBeUndefined();
    undoEdit();
    await rest();
    expect(verdictIn('Town')).toEqual(verdict);
    await first.desk.openCopy();
    await rest();
    expect(state().verdicts[currentProject().id]).toEqual(verdict);
  });
});

describe('the list', () => {
  it('renames, duplicates and deletes projects that are not in hand', async () => {
    patchSector('M1', { x: 5 }, 'Move');
    replaceProject({ ...PROJECT, id: 'bbbb', name: 'City' }, 'Open city');
    await rest();
    await first.desk.rename('aaaa', 'Old town');
    await first.desk.duplicate('aaaa');
    expect(
      state()
        .projects.list?.map(({ name }) => name)
        .sort(),
    ).toEqual(['City', 'Old town', 'Old town (copy)']);
    await first.desk.remove('aaaa');
    expect(
      state()
        .projects.list?.map(({ name }) => name)
        .sort(),
    ).toEqual(['City', 'Old town (copy)']);
  });

  it('goes on with the project in hand where it could not be deleted', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    patchSector('M1', { x: 5 }, 'Move');
    await rest();
    records.fault = new StorageError('blocked', 'held');
    await first.desk.remove('aaaa');
    records.fault = null;
    expect(state().notices.at(-1)?.title).toBe('The project was not deleted');
    expect(currentProject().id).toBe('aaaa');
    patchSector('M1', { x: 6 }, 'Move');
    await rest();
    expect(state().projects).toMatchObject({ saving: 'saved', readOnly: false });
    expect([...records.projects.keys()]).toEqual(['aaaa']);
    expect(records.projects.get('aaaa')?.json).toContain('"x":6');
    said.mockRestore();
  });

  it('deletes the project in hand from the device and leaves it in the window', async () => {
    patchSector('M1', { x: 5 }, 'Move');
    await rest();
    const next = locks.tab().wait('boresight-project-aaaa', new AbortController().signal);
    const found = next.then(() => records.projects.has('aaaa'));
    await first.desk.remove('aaaa');
    await rest();
    expect(await found).toBe(false);
    expect(records.projects.size).toBe(0);
    expect(currentProject().sectors[0]?.x).toBe(5);
    expect(state().projects.saving).toBe('idle');
    patchSector('M1', { x: 6 }, 'Move');
    await rest();
    expect(records.projects.size).toBe(1);
    expect(records.projects.has('aaaa')).toBe(false);
  });
});
