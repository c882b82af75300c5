import type { OptimisedAntennas } from '../../worker/network-plan-protocol.ts';
import { formatNumber } from '../ui/format.ts';

const percent = (share: number) => formatNumber(100 * share, 1);

export const SCORE_HEAD = ['', 'Objective [%]', 'RSRP met [%]', 'SINR met [%]'] as const;

/** The network before and after, by fresh solves and by re-weighted paths: what the search went by. */
export function scoreRows({ solved, search, isConfirmed }: OptimisedAntennas): string[][] {
  const rows = [
    ['As they stand, solved', solved.before],
    [isConfirmed ? 'As found, solved' : 'As found, solved: not confirmed', solved.after],
    ['As they stand, re-weighted', search.before],
    ['As found, re-weighted', search.after],
  ] as const;
  return rows.map(([name, { objective, rsrpShare, sinrShare }]) => [
    name,
    // Gains of a single antenna are small beside the whole network.
    formatNumber(100 * objective, 2),
    percent(rsrpShare),
    percent(sinrShare),
  ]);
}

export const SECTOR_HEAD = ['Sector', 'Tilt [°]', 'Azimuth [°]', 'Serves [%]', 'RSRP met [%]', 'SINR met [%]'] as const;

/** Every sector before and after; one number where nothing changes. */
export function sectorRows({ sectors }: OptimisedAntennas): string[][] {
  const pair = (before: number, after: number, digits: number) => {
    const [a, b] = [formatNumber(before, digits), formatNumber(after, digits)];
    return a === b ? a : `${a} → ${b}`;
  };
  return sectors.map(({ id, before, after, servedBefore, servedAfter }) => [
    id,
    pair(before.tiltDeg, after.tiltDeg, 1),
    pair(before.azimuthDeg, after.azimuthDeg, 0),
    pair(100 * servedBefore.served, 100 * servedAfter.served, 1),
    pair(100 * servedBefore.rsrpMet, 100 * servedAfter.rsrpMet, 1),
    pair(100 * servedBefore.sinrMet, 100 * servedAfter.sinrMet, 1),
  ]);
}
