import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../worker/engine-protocol.ts';
import type { CutJob, CutScene, MapFacts, MapView } from '../../worker/map-protocol.ts';
import { INITIAL_IMPORT } from '../store/import-state.ts';
import { studioStore } from '../store/studio-store.ts';
import { ImportDesk, type MapEngine } from './import-desk.ts';

const FACTS: MapFacts = {
  name: 'vienna.osm.gz',
  kind: 'osm',
  bounds: { west: 16.2, south: 48.1, east: 16.5, north: 48.3 },
  buildings: 9,
  zoom: null,
  mostTiles: null,
  attribution: null,
  remarks: [],
};
const CUT = { opened: {}, file: { name: 'a.geojson', bytes: new Uint8Array() } } as unknown as CutScene;

let cuts: CutJob[];
let closed: string[];
let taken: CutScene[];
let opens: Outcome<MapView>;
let cutOutcome: Outcome<CutScene>;
const state = () => studioStore.getState().cityImport;
const file = new File(['x'], 'vienna.osm.gz');

function deskOf(patch: Partial<MapEngine> = {}): ImportDesk {
  const engine: MapEngine = {
    openMap: async () => opens,
    previewMap: async () => ({ ok: false, code: 'bad-input', message: 'tile 1 is damaged' }),
    cutMap: async (job) => {
      cuts.push(job);
      return cutOutcome;
    },
    closeMap: async (id) => {
      closed.push(id);
    },
    cancel: async () => undefined,
    ...patch,
  };
  return new ImportDesk(engine, (cut) => taken.push(cut));
}

beforeEach(() => {
  studioStore.setState({ cityImport: INITIAL_IMPORT, dialog: null });
  cuts = [];
  closed = [];
  taken = [];
  opens = { ok: true, value: { id: 'map-1', facts: FACTS } };
  cutOutcome = { ok: true, value: CUT };
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('ImportDesk', () => {
  it('opens a map with a box of 2 km in its middle, builds it and closes', async () => {
    const desk = deskOf();
    await desk.openFile(file);
    expect(studioStore.getState().dialog).toBe('import-city');
    const box = state().box!;
    expect((box.north - box.south) * 111_320).toBeCloseTo(2000, 6);
    expect((box.north + box.south) / 2).toBeCloseTo(48.2, 9);
    await desk.build();
    expect(cuts).toMatchObject([{ mapId: 'map-1', box, name: 'vienna at 48.200, 16.350', from: null }]);
    expect(taken).toEqual([CUT]);
    expect(closed).toEqual(['map-1']);
    expect(studioStore.getState().dialog).toBeNull();
    expect(state().map).toBeNull();
  });

  it('keeps a box that was asked for where the map reaches it', async () => {
    const desk = deskOf();
    const box = { west: 16.3, east: 16.31, south: 48.2, north: 48.21 };
    desk.choose({ box });
    await desk.openFile(file);
    expect(state().box).toEqual(box);
    desk.choose({ box: { ...box, west: -1, east: -0.9 } });
    await desk.openFile(file);
    expect(state().box?.west).toBeGreaterThan(16.2);
  });

  it('says why a map does not open or a box is not built, and keeps the rest', async () => {
    opens = { ok: false, code: 'bad-input', message: 'It is cut short.' };
    const desk = deskOf();
    await desk.openFile(file);
    expect(state()).toMatchObject({ map: null, work: null, problem: 'It is cut short.' });
    opens = { ok: true, value: { id: 'map-2', facts: FACTS } };
    await desk.openFile(file);
    cutOutcome = { ok: false, code: 'over-budget', message: 'Too many.' };
    await desk.build();
    expect(state()).toMatchObject({ work: null, problem: 'Too many.' });
    expect(state().map?.id).toBe('map-2');
    expect(taken).toEqual([]);
    expect(await desk.preview(FACTS.bounds)).toBeNull();
    expect(state().problem).toBe('tile 1 is damaged');
  });

  it('says nothing of what was cancelled', async () => {
    cutOutcome = { ok: false, code: 'aborted', message: 'The import was cancelled.' };
    const desk = deskOf();
    await desk.openFile(file);
    await desk.build();
    expect(state()).toMatchObject({ work: null, problem: null });
  });

  it('asks nobody until it is told to, then the named server once', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return new Response('{"elements":[]}');
    });
    const desk = deskOf();
    desk.open('overpass');
    expect(state().endpoint).toBe('');
    await desk.ask();
    desk.choose({ box: { west: 16.3, east: 16.31, south: 48.2, north: 48.21 } });
    await desk.ask();
    expect(asked).toEqual([]);
    expect(state().problem).toMatch(/is no whole address/);
    desk.choose({ endpoint: 'https://overpass.test/api/interpreter' });
    await desk.ask();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^https:\/\/overpass\.test\/api\/interpreter\?data=/);
    expect(state()).toMatchObject({ service: 'Overpass at overpass.test', work: null });
    await desk.build();
    expect(cuts[0]).toMatchObject({ from: 'Overpass at overpass.test', name: 'City at 48.205, 16.305' });
  });

  it('remembers the server that answered, for the next window', async () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
    });
    vi.stubGlobal('fetch', async () => new Response('{"elements":[]}'));
    const desk = deskOf();
    desk.choose({ box: FACTS.bounds, endpoint: ' https://overpass.test/api/interpreter ' });
    await desk.ask();
    expect([...kept]).toEqual([['boresight-overpass-endpoint', 'https://overpass.test/api/interpreter']]);
    studioStore.setState({ cityImport: INITIAL_IMPORT });
    deskOf().open('overpass');
    expect(state().endpoint).toBe('https://overpass.test/api/interpreter');
  });

  it('gives up asking when it is told to', async () => {
    vi.stubGlobal(
      'fetch',
      (_: string, { signal }: RequestInit) =>
        new Promise((_resolve, reject) =>
          signal!.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
        ),
    );
    const desk = deskOf();
    desk.choose({ box: FACTS.bounds, endpoint: 'https://overpass.test/api/interpreter' });
    const asking = desk.ask();
    expect(state().work?.kind).toBe('asking');
    desk.cancel();
    await asking;
    expect(state()).toMatchObject({ work: null, problem: null, map: null });
  });

  it('forgets a map that comes after the dialog was closed, or after another was chosen', async () => {
    const waiting: ((outcome: Outcome<MapView>) => void)[] = [];
    const desk = deskOf({ openMap: () => new Promise((resolve) => waiting.push(resolve)) });
    const first = desk.openFile(file);
    const second = desk.openFile(file);
    waiting[1]!({ ok: true, value: { id: 'map-2', facts: FACTS } });
    waiting[0]!({ ok: true, value: { id: 'map-1', facts: FACTS } });
    await Promise.all([first, second]);
    expect(state().map?.id).toBe('map-2');
    const third = desk.openFile(file);
    desk.close();
    waiting[2]!(opens);
    await third;
    expect(state()).toMatchObject({ map: null, work: null });
  });
});
