import { expect, it } from 'vitest';
import type { SolveStats } from '../../propagation/radio-map.ts';
import { summariseSolves } from './solve-summary.ts';

function stats(adapter: string, ms: number, warnings: readonly string[] = []): SolveStats {
  const timingsMs = { pack: 1, solve: ms, readback: 2 };
  return { engine: 'model:a', adapter, timingsMs, launched: 0, traced: 0, dropped: 0, droppedBound: 0, warnings };
}

it('takes the mean over sectors and names each adapter and each kind of warning once', () => {
  const far = (m: number) => `Distance ${m} m lies outside 0-900 m.`;
  const summary = summariseSolves([
    ...[stats('gpu', 7, [far(1200), far(1200)]), stats('gpu', 17, [far(1000.5), 'Other.']), stats('cpu', 27)],
  ]);
  expect(summary.engines).toEqual(['model:a']);
  expect(summary.adapters).toEqual(['gpu', 'cpu']);
  expect(summary.msPerSector).toBe(20);
  expect(summary.warnings).toEqual([
    { sentence: far(1200), sectors: 2 },
    { sentence: 'Other.', sectors: 1 },
  ]);
});

it('takes a map from kept paths for one by the engine that kept them', () => {
  const [plain, kept] = [stats('cpu', 1), stats('cpu', 1)].map((s, i) => ({
    ...s,
    engine: i === 0 ? 'sweep' : 'sweep, re-weighted',
  }));
  expect(summariseSolves([plain!, kept!]).engines).toEqual(['sweep']);
});

it('has no time without sectors', () => {
  expect(summariseSolves([])).toEqual({ engines: [], adapters: [], msPerSector: null, warnings: [] });
});
