import { describe, expect, it } from 'vitest';
import { DEFAULT_CALIBRATION } from '../../calibration/report.ts';
import type { Building } from '../../scene/scene.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { priorRows } from './prior-table.ts';

const square = Float64Array.of(0, 0, 9, 0, 9, 9, 0, 9);
const building = (wallMaterial: string, index: number): Building => ({
  id: `house ${index}`,
  outer: square,
  holes: [],
  heightM: 9,
  wallMaterial,
  roofMaterial: wallMaterial,
});
const SCENE = {
  buildings: ['concrete', 'metal', 'brick', 'concrete'].map(building),
} as Partial<SceneView> as SceneView;
const rows = (patch: Partial<typeof DEFAULT_CALIBRATION>, overrides = {}) =>
  priorRows(sectorSettings('M1', { azimuthDeg: 120 }), 'tr38901', SCENE, overrides, {
    ...DEFAULT_CALIBRATION,
    ...patch,
  });

describe('parameters before a run', () => {
  it('are the four of the paper for A, from where the sector stands', () => {
    expect(rows({}).map((r) => [r.label, r.start])).toEqual([
      ['Azimuth', 120],
      ['Horizontal beamwidth', 65],
      ['Vertical beamwidth', 65],
      ['Maximum gain', 8],
    ]);
    expect(rows({})[0]!.bounds).toBeNull();
    expect(rows({})[1]!.bounds).toEqual([10, 120]);
  });

  it('gain tilt and caps on request, and two of every material but metal for AM', () => {
    expect(rows({ tilt: true, caps: true }).map((r) => r.key)).toContain('downtilt');
    expect(rows({ tilt: true, caps: true })).toHaveLength(7);
    const keys = rows({ method: 'AM' }).map((r) => r.key);
    expect(keys.slice(4)).toEqual([
      'permittivity:brick',
      'conductivity:brick',
      'permittivity:concrete',
      'conductivity:concrete',
    ]);
  });

  it('start materials from values that were calibrated before', () => {
    const concrete = { relativePermittivity: 9.5, conductivitySm: 0.3 };
    const row = rows({ method: 'AM' }, { concrete }).find((r) => r.key === 'permittivity:concrete');
    expect(row?.start).toBe(9.5);
  });

  it('are none for levels without an antenna', () => {
    expect(rows({ method: 'log-distance' })).toEqual([]);
  });
});
