import { beforeEach, describe, expect, it } from 'vitest';
import type { SolveStats } from '../../propagation/radio-map.ts';
import type { NamedBytes, Outcome, SceneView } from '../../worker/engine-protocol.ts';
import type { MapFileJob } from '../../worker/map-writer-protocol.ts';
import { NOTHING_SHOWN } from '../results/shown-layer.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { type MapSummary, studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { EXPORT_FORMATS } from './export-formats.ts';
import { exportName } from './export-name.ts';
import { MapExporter } from './map-exporter.ts';

const registry = createRegistry();
registry.networkMap = {
  grid: { columns: 2, rows: 1, cellSizeM: 5, westM: 0, northM: 5 },
  sectorIds: ['A'],
  rsrpDbm: Float32Array.of(-80, -90),
  server: new Int16Array(2),
  provenance: new Uint8Array(2),
  lineOfSight: new Uint8Array(2),
  spreadDb: null,
  shares: [],
  solves: [{} as SolveStats],
  refined: true,
};
registry.shown = {
  ...NOTHING_SHOWN,
  first: { kind: 'values', grid: registry.networkMap.grid, values: registry.networkMap.rsrpDbm, scale: 'rsrp' },
};
const scene = { name: 'Old Town', frame: null, groundZM: 10 } as SceneView;
const [geotiff] = EXPORT_FORMATS;
const file: Outcome<NamedBytes> = { ok: true, value: { name: 'a.tif', bytes: Uint8Array.of(1, 2, 3) } };

describe('the exporter', () => {
  let saved: [string, number][];
  let jobs: MapFileJob[];
  const exporter = (outcome: Outcome<NamedBytes> | null | Promise<Outcome<NamedBytes>>) =>
    new MapExporter(registry, () => scene, {
      write: async (job, listener, signal) => {
        jobs.push(job);
        listener.progress(0.5, 'half');
        const given = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)));
        return Promise.race([Promise.resolve(outcome), given]);
      },
      save: (name, bytes) => saved.push([name, bytes.length]),
    });
  const refined = (value: boolean) =>
    studioStore.setState({
      map: {
        refined: value,
        solves: { engines: ['sweep'], adapters: [], msPerSector: null, warnings: [] },
      } as unknown as MapSummary,
    });

  beforeEach(() => {
    saved = [];
    jobs = [];
    refined(true);
    studioStore.setState(({ history }) => ({
      layer: 'rsrp',
      notices: [],
      exporting: null,
      history: { ...history, project: { ...EMPTY_PROJECT, name: 'Zürich: Süd / 2' } },
    }));
  });

  it('hands on what was written, named after project and layer, with what the file says of itself', async () => {
    await exporter(file).export(geotiff!);
    expect(saved).toEqual([['a.tif', 3]]);
    expect(jobs[0]).toMatchObject({
      name: 'zurich-sud-2-rsrp.tif',
      title: 'RSRP',
      description: { layer: 'rsrp', unit: 'dBm', scene: 'Old Town', engine: 'Sweep', receiverZM: 11.5, frame: null },
    });
    expect(studioStore.getState()).toMatchObject({ exporting: null, notices: [] });
  });

  it('shows how far it is, and takes one file at a time', async () => {
    let finish: (outcome: Outcome<NamedBytes>) => void = () => {};
    const held = exporter(new Promise((resolve) => (finish = resolve)));
    const first = held.export(geotiff!);
    expect(studioStore.getState().exporting).toEqual({ name: 'zurich-sud-2-rsrp.tif', fraction: 0.5 });
    expect(held.ready()).toBe(false);
    await held.export(geotiff!);
    expect(jobs).toHaveLength(1);
    finish(file);
    await first;
    expect(held.ready()).toBe(true);
  });

  it('says why a file was not written, and nothing where it was stopped', async () => {
    await exporter({ ok: false, code: 'bad-input', message: 'no place' }).export(geotiff!);
    expect(studioStore.getState().notices).toMatchObject([
      { tone: 'bad', title: 'zurich-sud-2-rsrp.tif was not written', message: 'no place' },
    ]);
    studioStore.setState({ notices: [] });
    const held = exporter(new Promise(() => {}));
    const waiting = held.export(geotiff!);
    held.cancel();
    await waiting;
    expect(studioStore.getState()).toMatchObject({ exporting: null, notices: [] });
    expect(saved).toEqual([]);
  });

  it('says so where the map was not finished', async () => {
    refined(false);
    await exporter(file).export(geotiff!);
    expect(studioStore.getState().notices).toMatchObject([
      { tone: 'note', title: 'a.tif holds the first, coarse map' },
    ]);
  });
});

it('makes names that every system takes', () => {
  expect(exportName('  ', 'rsrp', '.tif')).toBe('boresight-rsrp.tif');
  expect(exportName('../a\\b:"c"', 'best-server', '.csv')).toBe('a-b-c-best-server.csv');
  expect(exportName('blocks.obj', 'rsrp', '.tif')).toBe('blocks-rsrp.tif');
  expect(exportName('Plan 1.25', 'rsrp', '.tif')).toBe('plan-1-25-rsrp.tif');
  expect(exportName('東京', 'los', '.png')).toBe('東京-los.png');
});
