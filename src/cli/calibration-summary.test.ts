import { describe, expect, it } from 'vitest';
import type { CellErrors, SectorReport } from '../calibration/report.ts';
import { summarise } from './calibration-summary.ts';
import { calibrationTable } from './calibration-table.ts';

const errors = (covered: number | null, all: number | null = covered): CellErrors => ({
  covered,
  all,
  coveredCells: 10,
  allCells: 10,
});

function report(sectorId: string, method: string, kind: string, seed: number, covered: number | null): SectorReport {
  return {
    sectorId,
    options: { method, split: { kind, seed } },
    before: method === 'A' ? errors(20) : null,
    validation: { selected: errors(covered), minimum: errors(covered), last: errors(covered) },
    withField: null,
    baselines: [
      { name: 'constant', train: errors(0), validation: errors(sectorId === 'p' ? 8 : 10) },
      { name: 'inverse distance', train: errors(0), validation: errors(5) },
    ],
    verdict: { trust: covered === null ? 'none' : 'good', sentences: [] },
  } as unknown as SectorReport;
}

const REPORTS = [
  report('p', 'A', 'random', 42, 6),
  report('p', 'spm', 'random', 42, 5),
  report('q', 'A', 'random', 42, 8),
  report('p', 'A', 'random', 43, 7),
  report('q', 'A', 'random', 43, null),
];

describe('summarise', () => {
  it('averages over sectors, by split, draw and method', () => {
    const [first, second] = summarise(REPORTS);
    expect(first).toMatchObject({ split: 'random', draw: 0, seed: 42 });
    expect(first!.methods[0]).toMatchObject({
      method: 'A',
      selected: { covered: 7, all: 7, sectors: 2 },
      before: { covered: 20, sectors: 2 },
      with_field: { covered: null, sectors: 0 },
      trust: { good: 2, caution: 0, none: 0 },
    });
    // Sector q was refused for this method: the mean is over p alone, and says so.
    expect(first!.methods[1]).toMatchObject({ method: 'spm', selected: { covered: 5, sectors: 1 } });
    // Once a sector, however many methods met it.
    expect(first!.baselines).toEqual([
      { name: 'constant', covered: 9, all: 9, sectors: 2 },
      { name: 'inverse distance', covered: 5, all: 5, sectors: 2 },
    ]);
    expect(second).toMatchObject({ draw: 1, seed: 43 });
    expect(second!.methods[0]!.selected).toEqual({ covered: 7, all: 7, sectors: 1 });
  });

  it('makes a table with the mean and the spread of draws', () => {
    const lines = calibrationTable(summarise([...REPORTS, report('p', 'A', 'blocks', 42, 9.5)]));
    expect(lines.slice(3)).toEqual([
      '                              random   random, all  blocks  blocks, all  sectors',
      'engine, not calibrated  20.00 ± 0.00  20.00 ± 0.00   20.00        20.00        2',
      'A                        7.00 ± 0.00   7.00 ± 0.00    9.50         9.50        2',
      'spm                             5.00          5.00       -            -        1',
      '(constant)               9.00 ± 0.00   9.00 ± 0.00    8.00         8.00        2',
      '(inverse distance)       5.00 ± 0.00   5.00 ± 0.00    5.00         5.00        2',
    ]);
  });
});
