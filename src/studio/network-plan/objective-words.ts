import type { ObjectiveSetup } from '../store/network-plan-store.ts';
import { formatNumber } from '../ui/format.ts';

const OF = { area: 'the area outdoors', users: 'users by land use', population: 'people' } as const;

/** What was maximised, in a line. */
export function objectiveWords({ targets, weighBy, cellSizeM }: ObjectiveSetup): string {
  const { rsrpDbm, sinrDb, rsrpWeight, sinrWeight, load } = targets;
  const weight = (value: number) => formatNumber(value, value % 1 === 0 ? 0 : 2);
  return `Objective: ${weight(rsrpWeight)} × the share of ${OF[weighBy]} with RSRP of ${formatNumber(rsrpDbm, 0)} dBm or more and ${weight(sinrWeight)} × that with SINR of ${formatNumber(sinrDb, 0)} dB or more at load ${Math.round(100 * load)} %, over ${weight(rsrpWeight + sinrWeight)}. Cells of ${formatNumber(cellSizeM, 0)} m.`;
}
