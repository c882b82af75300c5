import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { localFrame } from '../raster/geo-frame.ts';
import { mapWriter } from './map-writer.ts';
import type { MapFileJob } from './map-writer-protocol.ts';

const job: MapFileJob = {
  name: 'demo-rsrp.csv',
  values: Float32Array.of(-80, Number.NaN),
  description: {
    ...{
      format: 'boresight-map',
      version: 1,
      layer: 'rsrp',
      unit: 'dBm',
      scene: 's',
      engine: 'sweep',
      receiverZM: 1.5,
    },
    grid: { columns: 2, rows: 1, cellSizeM: 10, westM: 0, northM: 10 },
    frame: localFrame({ latDeg: 47, lonDeg: 8 }),
    sectors: [],
  },
  lineOfSight: null,
  title: 'RSRP',
  scale: { kind: 'continuous', low: -100, high: -50, unit: 'dBm' },
};
const told: number[] = [];
const listener = { progress: (fraction: number) => void told.push(fraction) };

it('writes one file under its name', async () => {
  const outcome = await mapWriter.write(job, listener);
  if (!outcome.ok) throw new Error(outcome.message);
  expect(outcome.value.name).toBe('demo-rsrp.csv');
  expect(new TextDecoder().decode(outcome.value.bytes).split('\n')).toHaveLength(3);
});

it('zips what belongs together', async () => {
  const outcome = await mapWriter.write({ ...job, name: 'demo-rsrp.png' }, listener);
  if (!outcome.ok) throw new Error(outcome.message);
  expect(outcome.value.name).toBe('demo-rsrp-png.zip');
  expect(Object.keys(unzipSync(outcome.value.bytes))).toEqual([
    'demo-rsrp.pgw',
    'demo-rsrp.png.aux.xml',
    'demo-rsrp.png',
  ]);
});

it('says how far contours are, and why a format is not to be had', async () => {
  told.length = 0;
  expect((await mapWriter.write({ ...job, name: 'demo-rsrp.geojson' }, listener)).ok).toBe(true);
  expect(told.length).toBeGreaterThan(5);
  expect([...told].sort((a, b) => a - b)).toEqual(told);
  const nowhere = { ...job, name: 'demo-rsrp.kmz', description: { ...job.description, frame: null } };
  expect(await mapWriter.write(nowhere, listener)).toMatchObject({
    ok: false,
    code: 'bad-input',
    message: expect.stringContaining('this scene has no place on the Earth'),
  });
});
