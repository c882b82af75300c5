import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeProjectLink } from '../../io/formats/project-link.ts';
import type { SavedProject } from '../../io/formats/saved-project.ts';
import { finishedRun, sectorReport } from '../../testing/calibration-run.ts';
import { savedProject } from '../../testing/saved-project.ts';
import type { ProjectView } from '../../worker/engine-protocol.ts';
import type { CalibrationRun } from '../calibration/calibration-run.ts';
import { runToJson } from '../calibration/run-json.ts';
import { studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import type { ProjectDesk } from './project-desk.ts';
import { ProjectSharing } from './project-sharing.ts';

const SAVED = savedProject();
/** In the demo's city, with antennas that need no file. */
const IN_DEMO: SavedProject = {
  ...SAVED,
  document: { ...SAVED.document, sectors: SAVED.document.sectors.map((s) => ({ ...s, pattern: 'iso' })) },
};
const DEMO = {
  scene: { id: IN_DEMO.document.sceneId },
  measurements: {
    view: { id: 'measured-demo', name: 'drive-test.csv' },
    source: { kind: 'files', files: [{ name: 'drive-test.csv', key: 'demodemo', bytes: 3 }], demo: true },
    file: { name: 'drive-test.csv', bytes: Uint8Array.of(1, 2, 3) },
  },
} as unknown as ProjectView;

const shown: { project: SavedProject; how: string; id: string }[] = [];
const adopted: CalibrationRun[] = [];
const desk = {
  keeper: null,
  isKnown: async (id: string) => id === 'known',
  show: async (project: SavedProject, _: unknown, how: string, coming: { id: string }) => {
    shown.push({ project, how, id: coming.id });
    return true;
  },
} as unknown as ProjectDesk;

function sharing(hash = '') {
  const window = {
    location: { hash, pathname: '/studio/', search: '?adapter=cpu' },
    history: { replaceState: vi.fn() },
  };
  vi.stubGlobal('window', window);
  const registry = createRegistry();
  const engine = { writeProject: vi.fn(), openDemo: async () => ({ ok: true as const, value: DEMO }) };
  const runs = { adopt: async (found: readonly CalibrationRun[]) => void adopted.push(...found) };
  return { window, registry, sharing: new ProjectSharing(desk, engine, runs, registry) };
}

beforeEach(() => {
  shown.length = 0;
  adopted.length = 0;
  studioStore.setState({ notices: [] });
});
afterEach(() => vi.unstubAllGlobals());

describe('a link in the address', () => {
  it('opens under an id of its own, with the measurements that every studio has, and leaves the address', async () => {
    const at = sharing(`#${writeProjectLink({ project: IN_DEMO, demoMeasurements: true })}`);
    expect(await at.sharing.openLink('first')).toBe(true);
    expect(at.window.history.replaceState).toHaveBeenCalledWith(null, '', '/studio/?adapter=cpu');
    const [{ project, how, id }] = shown as [(typeof shown)[0]];
    expect(how).toBe('first');
    expect(id).toBe(project.document.id);
    expect(id).not.toBe(IN_DEMO.document.id);
    expect(project.document).toEqual({ ...IN_DEMO.document, id, measurementId: 'measured-demo' });
    expect(project.sources['measured-demo']).toMatchObject({ demo: true });
    expect(await at.registry.files.get('demodemo')?.bytes()).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('of another city has no place for them', async () => {
    const elsewhere = { ...IN_DEMO.document, sceneId: 'synthetic-9 City' };
    const { buildingEdits: _, ...document } = elsewhere;
    const project = {
      ...IN_DEMO,
      document,
      sources: { 'synthetic-9 City': { kind: 'synthetic', seed: 9, name: 'City' } },
    };
    const link = writeProjectLink({ project: project as SavedProject, demoMeasurements: true });
    await sharing(`#${link}`).sharing.openLink('step');
    expect(shown[0]?.project.document.measurementId).toBeNull();
  });

  it('that is none, or not whole, leaves what is open', async () => {
    expect(await sharing('#section').sharing.openLink('step')).toBe(false);
    expect(studioStore.getState().notices).toEqual([]);
    expect(await sharing('#project=abc').sharing.openLink('step')).toBe(false);
    expect(studioStore.getState().notices.at(-1)).toMatchObject({ title: 'The link was not opened' });
    expect(shown).toEqual([]);
  });
});

describe('a project file', () => {
  const files = new Map<string, Uint8Array>();

  it('keeps its id on a device that does not know it, and brings its calibrations', async () => {
    const run = finishedRun([sectorReport('Mast-A')]);
    const calibrations = [runToJson(run), { from: 'tomorrow' }];
    await sharing().sharing.openPackage({ project: SAVED, files, calibrations });
    expect(shown[0]?.id).toBe(SAVED.document.id);
    expect(adopted).toEqual([run]);
  });

  it('does not touch the project of its id that is here', async () => {
    const project = { ...SAVED, document: { ...SAVED.document, id: 'known' } };
    await sharing().sharing.openPackage({ project, files, calibrations: [] });
    expect(shown[0]?.id).not.toBe('known');
    expect(shown[0]?.project.document).toEqual({ ...project.document, id: shown[0]?.id });
  });
});
