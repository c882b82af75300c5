import { describe, expect, it } from 'vitest';
import { PROVENANCE } from '../../propagation/radio-map.ts';
import { DEFAULT_SETTINGS, type SolveRequest } from '../../propagation/solve-request.ts';
import { createSweepSolverCpu } from '../../propagation/sweep/solve-on-cpu.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import type { Scene } from '../../scene/scene.ts';
import { synthesiseCity } from '../../scene/synthetic/synthesise-city.ts';
import type { Sector } from '../../sites/sector.ts';
import { tinyAnswer, tinyModel, tinyNetwork } from '../../testing/model-files.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import { BASE_CHANNELS, type ChannelName } from '../features/channel.ts';
import { type FeatureMaps, featureMaps } from '../features/feature-maps.ts';
import { ModelSession } from '../models/model-session.ts';
import { networkInput } from '../models/network-input.ts';
import { nodeRuntime } from '../models/node-runtime.ts';
import { createPredictorSolver } from './predictor-solver.ts';

const city: Scene = synthesiseCity(9, { sizeM: 600 });
const sector: Sector = {
  id: 's',
  siteId: 's',
  x: 3,
  y: -4,
  z: 55,
  azimuthDeg: 200,
  downtiltDeg: 4,
  pattern: 'tr38901',
  polarisation: 'V',
  frequencyHz: 2.1e9,
  powerDbm: 43,
  powerPer: 'total',
  bandwidthHz: 20e6,
  lossesDb: 0,
};
const request = (cells: number, cellSizeM: number): SolveRequest => ({
  scene: city,
  sector,
  grid: gridCentredOn(sector.x, sector.y, cells, cells, cellSizeM),
  receiverZM: 1.5,
  settings: { ...DEFAULT_SETTINGS, refraction: false, azimuths: 64 },
});

function solverOf(channels: readonly ChannelName[] = BASE_CHANNELS, scale = 50) {
  const bytes = tinyNetwork({ size: 64, channels: channels.length });
  const features = channels.map((channel) => ({ channel, unit: '', offset: 0, scale, fill: 0 }));
  const source = tinyModel({ networks: [{ size: 64, bytes }], channels });
  // Scaled down, so that no plane is clipped.
  const card = { ...source.card, channels: features };
  const session = new ModelSession({ ...source, card }, nodeRuntime({ threads: 1 }));
  const solver = createPredictorSolver('model:tiny', {
    open: async () => session,
    features: async (of) => featureMaps(of),
    sweep: (of) => createSweepSolverCpu().solve(of),
  });
  return { solver, session, card };
}

/** What the network must say, straight from the planes. */
function expected(card: ModelSession['card'], maps: FeatureMaps, size: number) {
  const { features, landUse } = networkInput(card, maps, { row: 0, column: 0 }, size);
  return tinyAnswer(features, landUse);
}

describe('a predictor as an engine', () => {
  it('adds what its network says to free space, outdoors only', async () => {
    const { solver, session, card } = solverOf();
    const asked = request(64, 5);
    const map = await solver.solve(asked);
    const maps = featureMaps(asked);
    const answer = expected(card, maps, 64);
    let worst = 0;
    maps.outdoor.forEach((outdoor, i) => {
      expect(map.validity[i]).toBe(outdoor);
      expect(map.provenance[i]).toBe(outdoor ? PROVENANCE.predicted : PROVENANCE.none);
      if (!outdoor) {
        expect([map.pathGain[i], map.spreadDb![i]]).toEqual([0, Number.NaN]);
        return;
      }
      const gain = Math.max(card.floorDb, maps.planes['free-space-gain'][i]! + answer.residual[i]!);
      worst = Math.max(
        worst,
        Math.abs(dbFromLinear(map.pathGain[i]!) - gain),
        Math.abs(map.spreadDb![i]! - answer.spread[i]!),
      );
    });
    expect(worst).toBeLessThan(1e-3);
    expect(map.stats).toMatchObject({ engine: 'model:tiny', launched: 0 });
    expect(map.stats.adapter).toContain('wasm');
    await session.dispose();
  });

  it('answers on a grid of other cells than its own', async () => {
    const { solver, session } = solverOf();
    const map = await solver.solve(request(40, 6.5));
    expect(map.pathGain.length).toBe(1600);
    expect(map.validity.some((v) => v === 1)).toBe(true);
    expect(map.stats.warnings).toEqual([]);
    await session.dispose();
  });

  it('says where it is asked beyond its training', async () => {
    const { solver, session } = solverOf();
    const asked = request(64, 5);
    const map = await solver.solve({ ...asked, sector: { ...sector, frequencyHz: 5.9e9, z: 75 } });
    expect(map.stats.warnings).toEqual([
      'Tiny: frequency 5.9 GHz lies outside 0.7-3.7 GHz that it was trained on; its levels are a guess there',
      'Tiny: antenna height 75 m lies outside 10-60 m that it was trained on; its levels are a guess there',
    ]);
    await session.dispose();
  });

  it('gives a model that asks for it the coarse sweep, as its training had it', async () => {
    const channels: ChannelName[] = [...BASE_CHANNELS, 'coarse-excess', 'coarse-valid', 'terrain', 'zero'];
    const { solver, session } = solverOf(channels);
    const plain = solverOf();
    const asked = request(64, 5);
    const [informed, without] = [await solver.solve(asked), await plain.solver.solve(asked)];
    const moved = informed.pathGain.filter((gain, i) => Math.abs(dbFromLinear(gain / without.pathGain[i]!)) > 0.1);
    expect(moved.length).toBeGreaterThan(200);
    await session.dispose();
    await plain.session.dispose();
  });

  it('tells progress that never falls, and stops when it is cancelled', async () => {
    const { solver, session } = solverOf();
    const told: number[] = [];
    await solver.solve(request(64, 5), { onProgress: (fraction) => told.push(fraction) });
    expect(told.length).toBeGreaterThan(2);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    await expect(solver.solve(request(64, 5), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
    await session.dispose();
  });
});
