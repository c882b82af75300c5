import { type PowerSummary, summarisePower } from '../planning/power/power-summary.ts';
import type { PowerRun } from '../planning/power/power-sweep.ts';
import { shortfallText } from '../planning/power/shortfall-text.ts';
import { standInNotes } from '../planning/stand-in-notes.ts';
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
    summary: summary.map(({ map, users, draws, feasible, standInShare, powerW, medianW, excessW, unservedShare }) => ({
      map,
      users,
      draws,
      feasible,
      without_data: standInShare,
      power: { ...intervalDocument(powerW), median: medianW },
      ...(truth === null ? {} : { excess: intervalDocument(excessW), unserved: intervalDocument(unservedShare) }),
    })),
    runs: runs.map((run) => runDocument(run, sectors)),
  };
  return {
    document,
    text: [
      ...tableOf(summary, truth),
      ...failures(runs, sectors),
      ...standInNotes(summary).flatMap((note) => ['', note]),
    ],
  };
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
    intervalText(powerW, wattsText),
    Number.isNaN(medianW) ? '-' : wattsText(medianW),
    ...(truth === null
      ? []
      : [intervalText(excessW, wattsText), intervalText(unservedShare, (share) => (100 * share).toFixed(1))]),
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

/** Three digits that count: least powers go from microwatts to tens of watts. */
function wattsText(value: number): string {
  const digits = value === 0 ? 0 : Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toFixed(digits);
}
