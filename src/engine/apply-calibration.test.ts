import { beforeAll, describe, expect, it } from 'vitest';
import { fitMethod } from '../calibration/calibrate-sector.ts';
import { observe } from '../calibration/observations.ts';
import { type CalibratedSector, type CalibrationMethod, DEFAULT_CALIBRATION } from '../calibration/report.ts';
import type { SectorCase } from '../calibration/sector-case.ts';
import { DEFAULT_SETTINGS, type SolveSettings } from '../propagation/solve-request.ts';
import { box, cityOf, sectorAt } from '../propagation/sweep/sweep-fixture.ts';
import { rsrpMap } from '../radio/link-budget.ts';
import { cellAt, gridCentredOn } from '../raster/raster-grid.ts';
import { Random } from '../units/random.ts';
import { applyCalibration, type CalibratedRequest } from './apply-calibration.ts';
import { createEngine } from './engine.ts';

/** Streets between four blocks, the antenna over the south-west one. */
const scene = cityOf(
  [
    box('sw', -90, -90, -10, -10, 14),
    box('se', 10, -90, 90, -10, 12),
    box('nw', -90, 10, -10, 90, 18),
    box('ne', 10, 10, 90, 90, 9),
  ],
  { thicknessM: { concrete: 0.3 } },
);
const sector = sectorAt(-20, -20, 22, { azimuthDeg: 20, downtiltDeg: 4, pattern: 'tr38901', powerDbm: 40 });
const settings: SolveSettings = { ...DEFAULT_SETTINGS, maxDepth: 2, azimuths: 128, diffraction: false };
const receiverZM = 1.5;
const wall = { relativePermittivity: 9, conductivitySm: 0.3, transmissionLossDb: 4 };
const nothing: CalibratedSector = { method: 'offset', antenna: null, materials: {}, buildings: {}, offsetDb: 0 };

const engine = createEngine(null);
const grid = gridCentredOn(0, 0, 36, 36, 5);

async function levelsOf(request: CalibratedRequest): Promise<Float64Array> {
  const map = await engine.solve('sweep', { ...request, grid, receiverZM, settings });
  return rsrpMap(map.pathGain, map.validity, request.sector);
}

/** A drive through the city as it is: one block is of another stuff, and the antenna looks elsewhere. */
async function drive(): Promise<SectorCase> {
  const truth = applyCalibration(scene, { ...sector, azimuthDeg: 60 }, { ...nothing, buildings: { ne: wall } });
  const levelDbm = await levelsOf(truth);
  const random = new Random(7);
  const seen: { x: number; y: number; levelDbm: number }[] = [];
  for (let at = -82.5; at < 90; at += 5)
    for (const across of [-7.5, -2.5, 2.5, 7.5])
      for (const [x, y] of [
        [at, across],
        [across, at],
      ] as const) {
        const level = levelDbm[cellAt(grid, x, y)]!;
        if (!Number.isNaN(level)) seen.push({ x, y, levelDbm: level + 2 * random.normal() });
      }
  const at = (key: 'x' | 'y' | 'levelDbm') => seen.map((s) => s[key]);
  const observations = observe(scene, at('x'), at('y'), at('levelDbm'), 5);
  const { cell } = observations;
  const paths = await engine.recordPaths({
    scene,
    sector,
    grid: observations.grid,
    receiverZM,
    settings,
    cells: cell,
    keep: 'materials',
  });
  const { wallThicknessM } = settings;
  return {
    scene,
    sector,
    observations,
    routeOf: null,
    receiverZM,
    wallThicknessM,
    materials: {},
    paths,
    levelRaster: null,
    served: null,
  };
}

describe('applyCalibration', () => {
  let of: SectorCase;
  beforeAll(async () => {
    of = await drive();
  });

  it.each([
    ['AM', { walls: true, tilt: true }],
    ['per-building', {}],
  ] as const)('gives the levels that a fit of %s ended with', async (method: CalibrationMethod, also) => {
    const { observations } = of;
    const fit = await fitMethod(of, Uint32Array.from(observations.cell.keys()), {
      ...DEFAULT_CALIBRATION,
      method,
      ...also,
    });
    if (method === 'per-building') expect(Object.keys(fit.result.buildings).length).toBeGreaterThan(0);
    const predicted = await levelsOf(applyCalibration(scene, sector, fit.result));
    const apart = Array.from(fit.levels, (level, i) =>
      Math.abs(predicted[cellAt(grid, observations.x[i]!, observations.y[i]!)]! - level),
    ).sort((a, b) => a - b);
    expect(apart[apart.length >> 1]).toBeLessThan(0.02);
    expect(apart[Math.floor(0.95 * apart.length)]).toBeLessThan(0.1);
  });

  it('gives a building a wall material of its own, as thick as the one it had', () => {
    const applied = applyCalibration(scene, sector, { ...nothing, buildings: { ne: wall } });
    expect(applied.scene.buildings.map((b) => [b.wallMaterial, b.roofMaterial])).toEqual([
      ['concrete', 'brick'],
      ['concrete', 'brick'],
      ['concrete', 'brick'],
      ['concrete@ne', 'brick'],
    ]);
    expect(applied.scene.thicknessM).toEqual({ concrete: 0.3, 'concrete@ne': 0.3 });
    expect(applied.materials).toEqual({ 'concrete@ne': wall });
  });

  it('lets found materials win over those it began with, and leaves the scene alone without buildings', () => {
    const applied = applyCalibration(
      scene,
      { ...sector, lossesDb: 2 },
      { ...nothing, materials: { concrete: wall }, offsetDb: 5 },
      {
        concrete: { relativePermittivity: 5, conductivitySm: 0 },
        brick: { relativePermittivity: 4, conductivitySm: 0 },
      },
    );
    expect(applied.scene).toBe(scene);
    expect(applied.sector.lossesDb).toBe(-3);
    expect(applied.materials).toEqual({ concrete: wall, brick: { relativePermittivity: 4, conductivitySm: 0 } });
  });

  it('refuses walls of buildings that the scene lacks', () => {
    const of = { ...nothing, buildings: { ne: wall, b1: wall, b2: wall } };
    expect(() => applyCalibration(scene, sector, of)).toThrow(
      /sector a has walls of their own for 3 buildings, and .* lacks 2 of them \(b1, b2\)/,
    );
  });
});
