import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { PROVENANCE, type RadioMap } from '../radio-map.ts';
import { addDiffraction } from './add-diffraction.ts';

const map: RadioMap = {
  grid: gridCentredOn(0, 0, 2, 2, 1),
  pathGain: Float64Array.of(4e-9, 1e-9, 0, 0),
  validity: Uint8Array.of(1, 1, 0, 0),
  provenance: Uint8Array.of(PROVENANCE.direct, PROVENANCE.reflected, PROVENANCE.none, PROVENANCE.none),
  lineOfSight: Uint8Array.of(1, 0, 0, 0),
  samples: Uint32Array.of(9, 3, 0, 0),
  spreadDb: Float32Array.of(10 * Math.log10(1.1), 10 * Math.log10(1.5), Number.NaN, Number.NaN),
  stats: {
    engine: 'launch',
    adapter: 'cpu',
    timingsMs: { pack: 0, solve: 0, readback: 0 },
    launched: 1,
    traced: 1,
    dropped: 0,
    droppedBound: 0,
    warnings: [],
  },
};

describe('addDiffraction', () => {
  const sum = addDiffraction(map, {
    pathGain: Float64Array.of(1e-9, 4e-9, 2e-9, 0),
    rays: Uint32Array.of(2, 1, 4, 0),
  });

  it('adds powers and rays, and reaches cells that no other ray does', () => {
    expect([...sum.pathGain]).toEqual([5e-9, 5e-9, 2e-9, 0]);
    expect([...sum.validity]).toEqual([1, 1, 1, 0]);
    expect([...sum.samples]).toEqual([11, 4, 4, 0]);
    expect([...map.pathGain]).toEqual([4e-9, 1e-9, 0, 0]);
  });

  it('says that a cell lives by diffraction where that is most of it', () => {
    expect([...sum.provenance]).toEqual([
      PROVENANCE.direct,
      PROVENANCE.diffracted,
      PROVENANCE.diffracted,
      PROVENANCE.none,
    ]);
  });

  it("keeps the launch's error as a share of the whole", () => {
    const relative = (cell: number) => 10 ** (sum.spreadDb![cell]! / 10) - 1;
    expect(relative(0)).toBeCloseTo(0.08, 6);
    expect(relative(1)).toBeCloseTo(0.1, 6);
    expect(relative(2)).toBe(0);
    expect(sum.spreadDb![3]).toBeNaN();
  });

  it('changes nothing without diffraction', () => {
    expect(addDiffraction(map, null)).toBe(map);
  });
});
