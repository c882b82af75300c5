import { describe, expect, it } from 'vitest';
import { readProjectJson, writeProjectJson } from '../../io/formats/project-json.ts';
import type { SavedProject } from '../../io/formats/saved-project.ts';
import { editedSceneId } from '../../scene/building-edits.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import { savedProject } from '../../testing/saved-project.ts';
import { startHistory, undo } from '../commands/history.ts';
import { INITIAL_PLANNING } from '../store/planning-state.ts';
import type { MapSettings, ProjectDocument, SectorSettings } from '../store/project-document.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { packageOf, snapshotOf } from './project-snapshot.ts';
import { historyOf, viewStateOf } from './restored-project.ts';

const SECTOR: Required<SectorSettings> = sectorSettings('M1', { pattern: 'panel' });
/** Nothing left out: what is added to a project has to be kept too. */
const SETTINGS: Required<MapSettings> = {
  engine: 'model:unet',
  cellSizeM: 5,
  receiverHeightM: 1.5,
  maxDepth: 3,
  reflection: true,
  refraction: true,
  diffraction: false,
  azimuths: 512,
  rays: 300_000,
  targetErrorDb: 0.2,
  scattering: true,
  noiseFigureDb: 9,
  load: 0.4,
};
const EDITS = {
  new: { outer: [0, 0, 9, 0, 9, 9], holes: [], heightM: 9, wallMaterial: 'brick', roofMaterial: 'brick' },
  gone: null,
};
const DOCUMENT: Required<ProjectDocument> = {
  id: 'aaaa',
  name: 'Town',
  sceneId: editedSceneId('scene-1', EDITS, 'terrain-1'),
  buildingEdits: EDITS,
  terrainId: 'terrain-1',
  sites: [{ id: 'Mast', name: 'Mast' }],
  sectors: [SECTOR],
  measurementId: 'walk',
  materials: { glass: { relativePermittivity: 6, conductivitySm: 0.1, reflectionLossDb: 1 } },
  settings: SETTINGS,
  plans: [
    {
      name: 'Evening',
      seed: 7,
      scenario: { power: { draws: 9 } },
      users: { name: 'users.csv', x: [1, 2], y: [3, 4.5], demandBps: [5e4, null] },
    },
  ],
  networkSetup: {
    asked: { antennas: { sectors: ['M1'], starts: 2 } },
    files: { population: { name: 'persons.tif', source: 'file:persons' } },
  },
};
const STATE = {
  history: startHistory(DOCUMENT),
  layer: 'sinr',
  selection: { kind: 'sector', id: 'M1' },
  measuredShown: false,
  scales: { sinr: { breaks: [0, 10], mode: 'continuous', palette: 'green-yellow-red' } },
  planning: { ...INITIAL_PLANNING, plan: 'Evening' },
  verdicts: {
    aaaa: { name: 'verdict.jsonl', key: 'key-of-verdict', bytes: 7 },
    bbbb: { name: 'verdict.jsonl', key: 'key-of-another', bytes: 7 },
  },
} as const;
const CAMERA = { lngDeg: 1, latDeg: 2, zoom: 15, bearingDeg: 10, pitchDeg: 50 };
const TIMES = { createdMs: 1_000, changedMs: 2_000 };
const NO_IDS = new Map<string, string>();

function registry() {
  const made = createRegistry();
  const panel = {
    peakGainDbi: 9,
    horizontalBeamwidthDeg: 65,
    verticalBeamwidthDeg: 8,
    frontToBackDb: 30,
    sideLobeDb: 30,
  };
  made.patterns.set('panel', { kind: 'parametric', name: 'panel', ...panel });
  made.patterns.set('secret', { kind: 'parametric', name: 'secret', ...panel });
  const source = (key: string) => ({ kind: 'files' as const, files: [{ name: `${key}.csv`, key, bytes: 1 }] });
  for (const key of ['key-of-verdict', 'key-of-another']) made.files.set(key, new Blob([key]));
  for (const id of ['scene-1', 'terrain-1', 'walk', 'model:own', 'file:persons', 'file:before', 'another scene']) {
    made.sources.set(id, source(`key-of-${id.replace(/\W/g, '-')}`));
    made.files.set(`key-of-${id.replace(/\W/g, '-')}`, new Blob([id]));
  }
  return made;
}

const throughJson = (project: SavedProject) =>
  readProjectJson('kept', new TextEncoder().encode(writeProjectJson(project)));

describe('a project', () => {
  it('comes back with all that it is', () => {
    const { project } = snapshotOf(STATE, registry(), CAMERA, TIMES);
    const back = throughJson(project);
    const opened = new Map([['terrain-1', 'terrain-1']]);
    expect(historyOf(back, opened, NO_IDS).project).toEqual(DOCUMENT);
    const { history: _, planning: __, verdicts, ...view } = STATE;
    expect(viewStateOf(back)).toEqual(view);
    expect(back).toMatchObject({ ...TIMES, view: { camera: CAMERA, plan: 'Evening' }, verdict: verdicts.aaaa });
  });

  it('is kept with the files that it needs, and no others', () => {
    const { project, files } = snapshotOf(STATE, registry(), CAMERA, TIMES);
    expect(Object.keys(project.sources)).toEqual(['scene-1', 'terrain-1', 'walk', 'file:persons', 'model:own']);
    const ids = ['scene-1', 'terrain-1', 'walk', 'file-persons', 'model-own'];
    expect([...files.keys()]).toEqual(['key-of-verdict', ...ids.map((id) => `key-of-${id}`)]);
  });

  it('keeps a file of planning that a step may bring back, and none that it cannot find', () => {
    const files = { population: { name: 'before.tif', source: 'file:before' } };
    const label = 'Choose a raster of people';
    const edit = { kind: 'set-network-setup', label, setup: { asked: {}, files } } as const;
    const history = { ...STATE.history, undoable: [{ label, gesture: null, inverses: [edit] }] };
    const { project } = snapshotOf({ ...STATE, history }, registry(), CAMERA, TIMES);
    expect(Object.keys(project.sources)).toEqual([
      ...['scene-1', 'terrain-1', 'walk', 'file:persons', 'file:before', 'model:own'],
    ]);
    const opened = historyOf(throughJson(project), new Map([['terrain-1', 'terrain-1']]), NO_IDS);
    expect(undo(opened).project.networkSetup).toEqual(edit.setup);
    const without = registry();
    without.sources.delete('file:persons');
    expect(() => snapshotOf(STATE, without, CAMERA, TIMES)).toThrow('where file:persons came from is not known');
  });

  it('is kept without a verdict whose file is not at hand', () => {
    const without = registry();
    without.files.delete('key-of-verdict');
    const { project, files } = snapshotOf(STATE, without, CAMERA, TIMES);
    expect(project).not.toHaveProperty('verdict');
    expect(files.has('key-of-verdict')).toBe(false);
  });

  it('is not kept as something that could not be opened again', () => {
    const without = registry();
    without.sources.delete('scene-1');
    expect(() => snapshotOf(STATE, without, CAMERA, TIMES)).toThrow('where scene-1 came from is not known');
  });

  it('leaves behind what it does not use when it goes to another machine', () => {
    const { project, files } = packageOf(STATE, registry(), CAMERA, TIMES);
    expect(project.patterns.map(({ name }) => name)).toEqual(['panel']);
    const ids = ['scene-1', 'terrain-1', 'walk', 'file-persons'];
    expect([...files.keys()]).toEqual(['key-of-verdict', ...ids.map((id) => `key-of-${id}`)]);
    expect(project.history).toBeNull();
  });

  it('takes the names that things have in this session', () => {
    const back = throughJson(snapshotOf(STATE, registry(), CAMERA, TIMES).project);
    const ids = new Map([
      ['scene-1', 'scene-here'],
      ['walk', 'walk-here'],
      ['terrain-1', 'terrain-here'],
    ]);
    const { project } = historyOf(back, ids, new Map([['panel', 'panel (2)']]));
    expect(project).toMatchObject({
      sceneId: editedSceneId('scene-here', EDITS, 'terrain-here'),
      terrainId: 'terrain-here',
      measurementId: 'walk-here',
      sectors: [{ pattern: 'panel (2)' }],
    });
  });

  it('of a later program is shown as far as this one knows', () => {
    const saved = savedProject();
    const view = {
      ...saved.view,
      layer: 'latency',
      selection: { kind: 'satellite', ids: ['S1'] },
      scales: {
        rsrp: { breaks: [-80, -90], mode: 'stepped', palette: 'cividis' },
        sinr: { breaks: [0, 10], mode: 'stepped', palette: 'rainbow' },
        'path-gain': { breaks: [-130, -90], mode: 'stepped', palette: 'cividis' },
        latency: { breaks: [1], mode: 'stepped', palette: 'cividis' },
      },
    };
    const settings = { ...saved.document.settings, engine: 'telepathy' };
    const later = { ...saved, view, document: { ...saved.document, settings } };
    expect(viewStateOf(later)).toMatchObject({ layer: 'rsrp', selection: null });
    expect(Object.keys(viewStateOf(later).scales)).toEqual(['path-gain']);
    expect(historyOf(later, NO_IDS, NO_IDS).project.settings.engine).toBe('auto');
  });
});
