import type { PowerRun } from '../../planning/power/power-sweep.ts';
import { csvText } from './map-csv.ts';

const COLUMNS = [
  'map',
  'users',
  'seed',
  'feasible',
  'power [W]',
  'reason',
  'sector',
  'user',
  'servable share',
  'users without data',
  'users out of reach',
  'unserved share in truth',
  'unserved users in truth',
];

/** Every optimisation of a sweep as a line of CSV (RFC 4180). `sectors` are the ids that indices mean; users are counted from 1. */
export function powerCsv(runs: readonly PowerRun[], sectors: readonly string[]): string {
  const lines = runs.map(({ map, users, seed, plan, standIns, judged }) => {
    const { found, shortfall } = plan;
    return [
      csvText(map),
      users,
      seed,
      found ? 'yes' : 'no',
      found?.totalW ?? '',
      shortfall?.reason ?? '',
      shortfall ? csvText(sectors[shortfall.sector]!) : '',
      shortfall ? shortfall.user + 1 : '',
      shortfall?.servable ?? '',
      standIns,
      plan.unreached,
      judged?.unservedShare ?? '',
      judged?.unservedUsers ?? '',
    ].join(',');
  });
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}
