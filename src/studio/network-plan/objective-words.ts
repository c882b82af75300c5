import type { ObjectiveSetup } from '../../planning/network-setup.ts';
import { formatNumber } from '../ui/format.ts';

const OF = { area: 'the area outdoors', users: 'users by land use', population: 'people' } as const;

const whole = (value: number) => formatNumber(value, value % 1 === 0 ? 0 : 2);

/** What was maximised, in words. */
export function objectiveWords({ targets, weighBy }: ObjectiveSetup): string {
  const { rsrpDbm, sinrDb, rsrpWeight, sinrWeight, load } = targets;
  return `${whole(rsrpWeight)} × the share of ${OF[weighBy]} with RSRP of ${formatNumber(rsrpDbm, 0)} dBm or more and ${whole(sinrWeight)} × that with SINR of ${formatNumber(sinrDb, 0)} dB or more at load ${Math.round(100 * load)} %, over ${whole(rsrpWeight + sinrWeight)}`;
}

/** The same in a line of the window, with the cells that it is of. */
export function objectiveLine(objective: ObjectiveSetup): string {
  return `Objective: ${objectiveWords(objective)}. Cells of ${whole(objective.cellSizeM)} m.`;
}
