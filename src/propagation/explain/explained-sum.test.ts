import { describe, expect, it } from 'vitest';
import { cellCentre, gridCentredOn } from '../../raster/raster-grid.ts';
import { holdsPoint } from '../../scene/building-at.ts';
import type { Building } from '../../scene/scene.ts';
import { Random } from '../../units/random.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import { createSweepSolverCpu } from '../sweep/solve-on-cpu.ts';
import { box, cityOf, decibelsApart, requestOf, sectorAt } from '../sweep/sweep-fixture.ts';
import { explainCell } from './explain-cell.ts';

/** A town of 25 blocks with streets of 10 to 14 m, none like another, and a mast in a street. */
function town(): Building[] {
  const random = new Random(5);
  return Array.from({ length: 25 }, (_, i) => {
    const x = -73 + 30 * (i % 5);
    const y = -73 + 30 * Math.floor(i / 5);
    return box(
      `b${i}`,
      x + 4 * random.unit(),
      y + 4 * random.unit(),
      x + 20 - 2 * random.unit(),
      y + 20 - 2 * random.unit(),
      5 + 20 * random.unit(),
    );
  });
}

function townRequest(settings: Partial<SolveSettings>): SolveRequest {
  const sector = sectorAt(12, 1, 22, { pattern: 'tr38901', azimuthDeg: 40, downtiltDeg: 6 });
  const request = requestOf(cityOf(town()), sector, { azimuths: 4096, diffraction: true, ...settings });
  return { ...request, grid: gridCentredOn(0, 0, 40, 40, 3) };
}

/** Differences [dB] between the sum of the paths and the map, sorted, over some of the outdoor cells that the map has. */
async function differences(request: SolveRequest, wanted: number): Promise<number[]> {
  const map = await createSweepSolverCpu().solve(request);
  const random = new Random(11);
  const apart: number[] = [];
  while (apart.length < wanted) {
    const cell = Math.floor(random.unit() * map.pathGain.length);
    const { x, y } = cellCentre(request.grid, cell);
    if (map.validity[cell] === 0 || request.scene.buildings.some((b) => holdsPoint(b, x, y))) continue;
    const found = await explainCell({ ...request, cell });
    apart.push(found.gain > 0 ? decibelsApart(found.gain, map.pathGain[cell]!) : Number.POSITIVE_INFINITY);
  }
  return apart.sort((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;

describe('the sum of the explained paths', () => {
  it('is the cell of the map, with reflection and diffraction', async () => {
    const apart = await differences(townRequest({ maxDepth: 3 }), 16);
    expect(at(apart, 0.5)).toBeLessThan(0.1);
    expect(at(apart, 0.9)).toBeLessThan(0.5);
  });

  it('is the cell of the map, with transmission too', async () => {
    const apart = await differences(townRequest({ refraction: true, maxDepth: 2 }), 8);
    expect(at(apart, 0.5)).toBeLessThan(0.1);
    expect(at(apart, 0.9)).toBeLessThan(0.5);
  });
});
