import type { CoverageScore } from '../planning/coverage/coverage-score.ts';
import type { CoverageTargets } from '../planning/coverage/coverage-targets.ts';
import type { Weighed } from './coverage-options.ts';

export function targetsDocument({ rsrpDbm, sinrDb, rsrpWeight, sinrWeight, load, noiseFigureDb }: CoverageTargets) {
  return {
    rsrp: rsrpDbm,
    sinr: sinrDb,
    rsrp_weight: rsrpWeight,
    sinr_weight: sinrWeight,
    load,
    noise_figure: noiseFigureDb,
  };
}

export function scoreDocument({ objective, rsrpShare, sinrShare }: CoverageScore) {
  return { objective, rsrp: rsrpShare, sinr: sinrShare };
}

const OF: Readonly<Record<Weighed['of'], string>> = {
  area: 'the area outdoors',
  users: 'the users by land use',
  population: 'the population',
};

/** What is maximised, in a line. */
export function objectiveText({ rsrpDbm, sinrDb, rsrpWeight, sinrWeight, load }: CoverageTargets, of: Weighed['of']) {
  return `Objective: ${rsrpWeight} x the share of ${OF[of]} with RSRP of ${rsrpDbm} dBm or more and ${sinrWeight} x that with SINR of ${sinrDb} dB or more at load ${load}, over ${rsrpWeight + sinrWeight}.`;
}
