import type { Shortfall } from '../planning/power/plan-powers.ts';
import { type PowerSummary, summarisePower } from '../planning/power/power-summary.ts';
import type { PowerRun } from '../planning/power/power-sweep.ts';
import { alignedRows } from './aligned-rows.ts';
import { intervalDocument, intervalText } from './interval-text.ts';

/** The document and the lines of `boresight plan power`. */
export function planPowerReport(
  runs: readonly PowerRun[],
  sectors: readonly string[],
  truth: string | null,
): { document: Readonly<Record<string, unknown>>; text: string[] } {
  const summary = summarisePower(runs, truth);
  const document = {
    sectors,
    truth,
    summary: summary.map(({ map, users, draws, feasible, powerW, medianW, excessW, unservedShare }) => ({
      map,
      users,
      draws,
      feasible,
      power: { ...intervalDocument(powerW), median: medianW },
      ...(truth === null ? {} : { excess: intervalDocument(excessW), unserved: intervalDocument(unservedShare) }),
    })),
    runs: runs.map((run) => runDocument(run, sectors)),
  };
  return { document, text: [...tableOf(summary, truth), ...failures(runs, sectors)] };
}

function runDocument({ map, users, seed, plan, standIns, judged, ms }: PowerRun, sectors: readonly string[]) {
  const { found, shortfall, unreached } = plan;
  return {
    map,
    users,
    seed,
    feasible: found !== null,
    power: found?.totalW ?? null,
    power_per_block: found ? bySector(found.powers.powerW, sectors) : null,
    load: found ? bySector(found.powers.load, sectors) : null,
    infeasible: shortfall && {
      reason: shortfall.reason,
      sector: sectors[shortfall.sector],
      user: shortfall.user + 1,
      user_share: shortfall.userShare,
      load: shortfall.load,
      servable: shortfall.servable,
      message: shortfallText(shortfall, sectors),
    },
    without_data: standIns,
    unreached,
    in_truth: judged && {
      unserved: judged.unservedShare,
      unserved_users: judged.unservedUsers,
      load: bySector(judged.load, sectors),
    },
    ms,
  };
}

function bySector(values: Float64Array, sectors: readonly string[]): Record<string, number> {
  return Object.fromEntries(sectors.map((id, k) => [id, values[k]!]));
}

function tableOf(summary: readonly PowerSummary[], truth: string | null): string[] {
  const heads = [
    'maps',
    'users',
    'served',
    'power [W]',
    'median [W]',
    ...(truth === null ? [] : ['beyond truth [W]', 'unserved in truth [%]']),
  ];
  const rows = summary.map(({ map, users, draws, feasible, powerW, medianW, excessW, unservedShare }) => [
    map,
    `${users}`,
    `${feasible} of ${draws}`,
    intervalText(powerW, 1, 3),
    Number.isNaN(medianW) ? '-' : medianW.toFixed(3),
    ...(truth === null ? [] : [intervalText(excessW, 1, 3), intervalText(unservedShare, 100, 2)]),
  ]);
  return [
    `Least power of all sectors, mean ± 95 % interval over draws of users${truth === null ? '' : `; ${truth} is the truth`}.`,
    '',
    ...alignedRows([heads, ...rows]),
  ];
}

/** The first failure of every map and number of users. */
function failures(runs: readonly PowerRun[], sectors: readonly string[]): string[] {
  const seen = new Set<string>();
  const lines = runs.flatMap(({ map, users, seed, plan: { shortfall } }) => {
    const key = `${map} ${users}`;
    if (shortfall === null || seen.has(key)) return [];
    seen.add(key);
    return [`${map}, ${users} users, seed ${seed}: ${shortfallText(shortfall, sectors)}`];
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

function shortfallText(
  { reason, sector, user, userShare, load, servable }: Shortfall,
  sectors: readonly string[],
): string {
  const percent = (share: number) => (Number.isFinite(share) ? `${(100 * share).toFixed(0)} %` : 'more than all');
  const who = `user ${user + 1}`;
  const where = `of sector ${sectors[sector]}`;
  const rest = `at most ${Math.floor(100 * servable)} % of all demands can be served`;
  if (reason === 'user')
    return `${who} would need ${percent(userShare)} of the bandwidth ${where}, the best there is for it, at full power and without interference; ${rest}`;
  const most = `most of it, ${percent(userShare)}, for ${who}`;
  if (reason === 'load')
    return `the users ${where} would need ${percent(load)} of its bandwidth at full power and without interference, ${most}; ${rest}`;
  return `at full power everywhere the users ${where} would need ${percent(load)} of its bandwidth, ${most}; ${rest}`;
}
