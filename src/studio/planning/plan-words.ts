import type { DemandModel } from '../../planning/demand.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import type { Plan } from './plan.ts';

/** What a scenario asks users for, in words. */
export function demandWords(demand: DemandModel): string {
  const kbps = (bps: number) => formatNumber(bps / 1e3, bps % 1e3 === 0 ? 0 : 1);
  switch (demand.kind) {
    case 'constant':
      return `rates of ${kbps(demand.bps)} kbit/s`;
    case 'lognormal':
      return `rates of ${kbps(demand.medianBps)} kbit/s in the median, lognormal with σ ${formatNumber(demand.sigma, 1)}, at most ${kbps(demand.mostBps)}`;
    case 'listed':
      return `${formatCount(demand.bps.length)} listed rates, drawn evenly`;
    case 'sessions':
      return `rates of sessions of ${demand.services.length} services`;
  }
}

/** Where users come from. */
export function usersWords({ users }: Plan): string {
  return users ? `${formatCount(users.x.length)} users of ${users.name}` : 'users by land use, outdoors';
}

/** The seeds of so many draws. */
export function seedWords({ seed }: Plan, draws: number): string {
  return draws === 1 ? `seed ${seed}` : `seeds ${seed} to ${(seed + draws - 1) % 2 ** 32}`;
}
