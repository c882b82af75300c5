import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome, SceneView, SectionJob, SectionMap, SolveListener } from '../../worker/engine-protocol.ts';
import { profileFromSector } from '../store/profile-actions.ts';
import { INITIAL_PROFILE } from '../store/profile-state.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { SectionDesk } from './section-desk.ts';

const start = studioStore.getState();
const sector = {
  id: 'a',
  siteId: 'a',
  x: 0,
  y: 0,
  heightM: 30,
  azimuthDeg: 0,
  downtiltDeg: 0,
  pattern: 'iso',
  polarisation: 'V',
  frequencyHz: 2e9,
  powerDbm: 43,
  powerPer: 'total',
  bandwidthHz: 2e7,
  lossesDb: 0,
} as SectorSettings;
const section: SectionMap = {
  grid: { columns: 2, rows: 1, cellSizeM: 50, westM: 0, northM: 50 },
  pathGainDb: Float32Array.of(-80, -90),
};

function fixture() {
  const registry = createRegistry();
  registry.scenes.set('city', { id: 'city', groundZM: 0 } as SceneView);
  const asked: SectionJob[] = [];
  const cancelled: string[] = [];
  let answer: (outcome: Outcome<SectionMap>) => void = () => undefined;
  let listener: SolveListener | null = null;
  const desk = new SectionDesk(
    {
      section: (job, l) => {
        asked.push(job);
        listener = l;
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
      cancel: async (jobId) => void cancelled.push(jobId),
    },
    registry,
  );
  return {
    registry,
    asked,
    cancelled,
    desk,
    answer: (o: Outcome<SectionMap>) => answer(o),
    tell: () => listener?.progress(0.4, 'launch'),
  };
}

const shown = () => studioStore.getState().profile.section;

beforeEach(() => {
  const { history } = start;
  studioStore.setState({
    profile: INITIAL_PROFILE,
    selection: null,
    history: { ...history, project: { ...history.project, sceneId: 'city', sectors: [sector] } },
  });
  profileFromSector(sector, { x: 100, y: 0 });
});

describe('SectionDesk', () => {
  it('asks for the line from the sector, tells how far it is and keeps what comes', async () => {
    const { desk, registry, asked, answer, tell } = fixture();
    const done = desk.compute();
    expect(asked[0]).toMatchObject({ sceneId: 'city', line: { from: [0, 0], to: [100, 0] }, sector: { z: 30 } });
    tell();
    expect(shown().run).toEqual({ fraction: 0.4, words: 'launching rays' });
    answer({ ok: true, value: section });
    await done;
    expect(shown()).toEqual({ run: null, problem: null, sectorId: 'a' });
    expect(registry.section).toBe(section);
    // Power shifts the level and makes no new section; another height does.
    const change = (patch: Partial<SectorSettings>) => {
      const { history } = studioStore.getState();
      studioStore.setState({
        history: { ...history, project: { ...history.project, sectors: [{ ...sector, ...patch }] } },
      });
      desk.follow(studioStore.getState());
    };
    change({ powerDbm: 40 });
    expect(registry.section).toBe(section);
    change({ heightM: 31 });
    expect([registry.section, shown().sectorId]).toEqual([null, null]);
  });

  it('stops when told, and when the line goes', async () => {
    const { desk, cancelled, answer, registry } = fixture();
    const first = desk.compute();
    desk.cancel();
    expect([cancelled, shown().run]).toEqual([['section-1'], null]);
    answer({ ok: true, value: section });
    await first;
    expect(registry.section).toBeNull();
    void desk.compute();
    studioStore.setState({ profile: INITIAL_PROFILE });
    desk.follow(studioStore.getState());
    expect(cancelled).toEqual(['section-1', 'section-2']);
  });

  it('says why there is none', async () => {
    const { desk, answer } = fixture();
    const done = desk.compute();
    answer({ ok: false, code: 'bad-input', message: 'The line is too short.' });
    await done;
    expect(shown()).toEqual({ run: null, problem: 'The line is too short.', sectorId: null });
  });
});
