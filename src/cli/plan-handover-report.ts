import type { HandoverResult } from '../planning/handover/handover-run.ts';
import { type HandoverSummary, summariseHandover } from '../planning/handover/handover-summary.ts';
import { standInNotes } from '../planning/stand-in-notes.ts';
import { alignedRows } from './aligned-rows.ts';
import { intervalDocument, intervalText } from './interval-text.ts';

/** The document and the lines of `boresight plan handover`. */
export function planHandoverReport(
  results: readonly HandoverResult[],
  facts: { readonly sectors: readonly string[]; readonly truth: string | null; readonly lastSlots: number },
): { document: Readonly<Record<string, unknown>>; text: string[] } {
  const summary = summariseHandover(results);
  const document = {
    sectors: facts.sectors,
    truth: facts.truth,
    last_slots: facts.lastSlots,
    summary: summary.map(({ map, decider, handovers, believedMbps, trueMbps, objective, standInShare }) => ({
      map,
      decider,
      handovers: intervalDocument(handovers),
      throughput_believed: intervalDocument(believedMbps),
      throughput: trueMbps && intervalDocument(trueMbps),
      objective: intervalDocument(objective),
      without_data: standInShare,
    })),
    runs: results.map(({ map, decider, seed, handovers, believedMbps, trueMbps, totalHandovers, ...rest }) => ({
      map,
      decider,
      seed,
      handovers: [...handovers],
      throughput_believed: [...believedMbps],
      throughput: trueMbps && [...trueMbps],
      total_handovers: totalHandovers,
      objective: rest.objectivePerUserSlot,
      without_data: rest.standIns,
    })),
  };
  const by = facts.truth === null ? '' : `; ${facts.truth} is the truth`;
  return {
    document,
    text: [
      `Means of the last ${facts.lastSlots} slots (the objective: of all), ± 95 % interval over draws of users${by}.`,
      '',
      ...tableOf(summary, facts.truth !== null),
      '',
      ...winners(summary),
      ...standInNotes(summary).flatMap((note) => ['', note]),
    ],
  };
}

function tableOf(summary: readonly HandoverSummary[], judged: boolean): string[] {
  const heads = [
    'maps',
    'decider',
    'handovers a slot',
    'believed [Mbit/s]',
    ...(judged ? ['true [Mbit/s]'] : []),
    'objective a user',
    'without data [%]',
  ];
  const rows = summary.map(({ map, decider, handovers, believedMbps, trueMbps, objective, standInShare }) => [
    map,
    decider,
    intervalText(handovers, fixed(1)),
    intervalText(believedMbps, fixed(1)),
    ...(judged ? [trueMbps ? intervalText(trueMbps, fixed(1)) : ''] : []),
    intervalText(objective, fixed(4)),
    (100 * standInShare).toFixed(1),
  ]);
  return alignedRows([heads, ...rows], [0, 1]);
}

/** Which decider came out first on which objective, map by map. */
function winners(summary: readonly HandoverSummary[]): string[] {
  const maps = [...new Set(summary.map(({ map }) => map))];
  return maps.map((map) => {
    const own = summary.filter((one) => one.map === map);
    const first = (figure: (one: HandoverSummary) => number) =>
      own.reduce((best, one) => (figure(one) > figure(best) ? one : best)).decider;
    const throughput = first(({ trueMbps, believedMbps }) => (trueMbps ?? believedMbps).mean);
    return `${map}: most throughput ${throughput}, fewest handovers ${first(({ handovers }) => -handovers.mean)}, best objective ${first(({ objective }) => objective.mean)}`;
  });
}

function fixed(digits: number): (value: number) => string {
  return (value) => value.toFixed(digits);
}
