import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import type { TriangleMesh } from '../../scene/scene.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { buildBvh } from '../mesh/bvh.ts';
import { boxQuads, floor, meshOfQuads, quad, requestOf, sceneOf, sectorAt } from '../mesh/mesh-fixture.ts';
import { createSlabTable } from '../mesh/slab-table.ts';
import { wedgesOf } from '../mesh/wedges.ts';
import type { SolveRequest } from '../solve-request.ts';
import { type RunningDiffraction, startDiffraction } from './diffract-on-cpu.ts';
import { createEdgeField } from './edge-field.ts';
import { createEdgeGather } from './edge-gather.ts';
import { AIMED_EDGE, AIMED_NORMAL, AIMED_STRIDE, AIMED_TANGENT, aimWedges } from './sector-wedges.ts';

const FREQUENCY = 1e9;

function slabsOf(mesh: TriangleMesh) {
  return mesh.materials.map((name) => createSlabTable(name, 0.1, FREQUENCY));
}

function started(request: SolveRequest): RunningDiffraction {
  const mesh = request.scene.mesh!;
  return startDiffraction(request, wedgesOf(mesh), buildBvh(mesh), slabsOf(mesh));
}

function solved(request: SolveRequest, sliceMs = Infinity): RunningDiffraction {
  const diffraction = started(request);
  while (diffraction.advance(sliceMs)) {
    // Slices of a millisecond give the same map.
  }
  return diffraction;
}

function requestIn(mesh: TriangleMesh, changes: Partial<SolveRequest> = {}): SolveRequest {
  const sector = sectorAt(-25, 3, 12, { frequencyHz: FREQUENCY });
  return { ...requestOf(sceneOf(mesh), sector), grid: gridCentredOn(12, 0, 8, 8, 2), ...changes };
}

/** A block and a small one beside it, on a floor. */
const blocks = meshOfQuads([
  floor('concrete', 0, 60),
  ...boxQuads('brick', -6, -9, 0, 7, 8),
  ...boxQuads('metal', 6, -14, 9, -10, 5),
]);
const total = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0);
const db = (ratio: number) => Math.abs(10 * Math.log10(ratio));

/** The mesh turned by 90 degrees about the vertical and moved. */
function moved(mesh: TriangleMesh): TriangleMesh {
  const positions = mesh.positions.slice();
  for (let i = 0; i < positions.length; i += 3) {
    positions[i] = 300 - mesh.positions[i + 1]!;
    positions[i + 1] = -150 + mesh.positions[i]!;
    positions[i + 2] = 40 + mesh.positions[i + 2]!;
  }
  return { ...mesh, positions };
}

describe('startDiffraction', () => {
  it('loses 6 dB to free space behind a ridge that just touches the line of sight', () => {
    // A ridge along y at x = 0, its top as high as transmitter and receivers.
    const ridge = meshOfQuads([
      quad('metal', [-2, -900, 0], [0, -900, 20], [0, 900, 20], [-2, 900, 0]),
      quad('metal', [2, -900, 0], [2, 900, 0], [0, 900, 20], [0, -900, 20]),
    ]);
    const grid = gridCentredOn(400, 0, 1, 1, 0.5);
    const sector = sectorAt(-400, 0, 20.0001, { frequencyHz: FREQUENCY });
    const { pathGain, rays } = solved({ ...requestIn(ridge), sector, grid, receiverZM: 19.9999 });
    const free = (SPEED_OF_LIGHT / FREQUENCY / (4 * Math.PI * 800)) ** 2;
    expect(rays[0]).toBe(4);
    expect(db((4 * pathGain[0]!) / free)).toBeLessThan(0.4);
  });

  it('reaches every cell behind a block, and none inside', () => {
    const behind = solved(requestIn(blocks));
    expect(behind.done).toBe(64);
    expect([...behind.pathGain].filter((g) => g > 0)).toHaveLength(64);
    const inside = solved({ ...requestIn(blocks), grid: gridCentredOn(-3, -1, 2, 2, 2) });
    expect(total(inside.pathGain)).toBe(0);
  });

  it('has the same bits however it is sliced, and others for another seed', () => {
    const request = requestIn(blocks);
    const whole = solved(request);
    expect(solved(request, 0).pathGain).toEqual(whole.pathGain);
    const other = solved({ ...request, settings: { ...request.settings, seed: 7 } });
    expect(other.pathGain).not.toEqual(whole.pathGain);
    expect(db(total(other.pathGain) / total(whole.pathGain))).toBeLessThan(0.3);
  });

  it('does not depend on the order of triangles, nor on where the scene lies', () => {
    const whole = solved(requestIn(blocks));
    const triangles = blocks.indices.length / 3;
    const order = Array.from({ length: triangles }, (_, t) => triangles - 1 - t);
    const shuffled: TriangleMesh = {
      ...blocks,
      indices: Uint32Array.from(order.flatMap((t) => [2, 0, 1].map((k) => blocks.indices[3 * t + k]!))),
      material: Uint16Array.from(order, (t) => blocks.material[t]!),
    };
    const again = solved(requestIn(shuffled));
    for (let c = 0; c < 64; c++) expect(db(again.pathGain[c]! / whole.pathGain[c]!)).toBeLessThan(1e-6);

    // East becomes north: cell (row, column) of the first grid is (7 - column, row) of the second.
    const elsewhere = solved({
      ...requestIn(moved(blocks)),
      sector: sectorAt(300 - 3, -150 - 25, 52, { frequencyHz: FREQUENCY }),
      grid: gridCentredOn(300, -150 + 12, 8, 8, 2),
      receiverZM: 41.5,
    });
    expect(db(total(elsewhere.pathGain) / total(whole.pathGain))).toBeLessThan(0.3);
  });

  it('diffracts at no edge that lies in another surface', () => {
    // A slab sunk into the floor: its upper edges are flush with it.
    const flush = meshOfQuads([floor('concrete', 0, 60), ...boxQuads('brick', -4, -4, 4, 4, 0).slice(0, 4)]);
    const sunk: TriangleMesh = {
      ...flush,
      positions: flush.positions.map((v, i) => (i >= 12 && i % 3 === 2 ? v - 1 : v)),
    };
    expect(total(solved(requestIn(sunk)).pathGain)).toBe(0);
  });

  it('keeps the mean where weak rays are traced by lot', () => {
    const mesh = meshOfQuads([...boxQuads('concrete', -30, -200, 0, 200, 40)]);
    const sector = sectorAt(-60, 0, 45, { frequencyHz: FREQUENCY });
    const bvh = buildBvh(mesh);
    const wedges = aimWedges(wedgesOf(mesh), bvh, sector);
    const slabs = slabsOf(mesh);
    // Close behind the far wall: half a turn and more about its edge.
    const at = [1.5, 3, 2] as const;
    const lots = 0.02;
    const gather = createEdgeGather({ wedges, bvh, slabs, sector, seed: 3, lineOfSight: true, lotBelow: lots });
    const field = createEdgeField({ wedges, slabs, sector });
    let weak = 0;
    let expected = 0;
    for (let w = 0; w < wedges.count; w++) {
      const v = wedges.values.subarray(AIMED_STRIDE * w);
      const part = (axis: number) => at.reduce((sum, value, k) => sum + (value - v[k]!) * v[axis + k]!, 0);
      // The roof's far edge: the only one whose both legs are free.
      if (!(Math.abs(v[0]!) < 1e-9 && Math.abs(v[AIMED_EDGE + 1]!) > 0.9 && v[2] === 40)) continue;
      field.lay(w, part(AIMED_TANGENT), part(AIMED_NORMAL), part(AIMED_EDGE));
      const distance2 = (at[0] - sector.x) ** 2 + (at[1] - sector.y) ** 2 + (at[2] - sector.z) ** 2;
      weak = (field.bound() * distance2) / lots;
      expected = field.power() * (SPEED_OF_LIGHT / FREQUENCY / (4 * Math.PI)) ** 2;
    }
    expect(expected).toBeGreaterThan(0);
    expect(weak).toBeLessThan(0.9);
    let sum = 0;
    const draws = 4000;
    for (let key = 0; key < draws; key++) sum += gather.at(...at, key);
    // With a probability p a draw brings 1/p: the relative error of the mean is sqrt((1/p - 1) / draws).
    const error = weak < 1 ? Math.sqrt((1 / weak - 1) / draws) : 0;
    expect(Math.abs(sum / draws / expected - 1)).toBeLessThan(4 * error + 0.01);
  });
});
