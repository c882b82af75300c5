import type { CoveragePolicy } from '../../metrics/error-metrics.ts';
import type { Interval } from './bootstrap-sectors.ts';
import { METHOD_WORDS, type StudyMethodId } from './method-id.ts';
import type { SplitKind } from './study.ts';
import type { MethodDifference, MethodSummary, StudySummary } from './summarise-study.ts';

export const SPLIT_WORDS: Readonly<Record<SplitKind, string>> = {
  random: 'cells held out at random',
  blocks: 'cells held out in whole blocks',
  routes: 'cells of a held-out route',
};

export const POLICY_WORDS: Readonly<Record<CoveragePolicy, string>> = {
  covered: 'those without coverage left out',
  all: '-140\u00a0dBm where nothing arrives',
};

/** With fewer sectors the spread between them is hardly known. */
const FEW_SECTORS = 6;
/** A method with less coverage than this is judged on cells of its own choice. */
const LEAST_COVERAGE = 0.95;

/**
 * What a table supports, in full sentences: first what holds of the methods, then each reason for doubt. A method is called better or
 * worse only where the interval that holds for all differences together leaves out 0; otherwise the two cannot be told apart.
 */
export function studySentences(of: StudySummary): readonly string[] {
  const [refused] = of.refused;
  if (of.sectors === 0 && refused) return [`No sector can be held out so: ${refused.reason}`];
  const plain = of.methods.find(({ method }) => method === of.bestPlain);
  if (!plain || plain.mae.count === 0)
    return ['No plain predictor was judged, so there is nothing to hold the methods against.'];
  const others = of.methods.flatMap((row) =>
    row.difference && METHOD_WORDS[row.method].family !== 'plain' ? [row] : [],
  );
  return [
    `On ${SPLIT_WORDS[of.split]} (${POLICY_WORDS[of.policy]}) the best plain predictor is ${label(plain.method)}: ${db(plain.mae.mean)}${spanText(plain.interval)}, ${counts(plain)}${drawWords(of)}.`,
    ...againstPlain(others, plain.method),
    ...learnedSentence(of.learnedAgainstTraced),
    ...doubts(of),
  ];
}

/** Whether a difference is told by the data, and which way. */
export function toldBy({ joint }: Pick<MethodDifference, 'joint'>): 'better' | 'worse' | 'open' {
  if (!joint) return 'open';
  if (joint[1] < 0) return 'better';
  return joint[0] > 0 ? 'worse' : 'open';
}

function againstPlain(rows: readonly MethodSummary[], plain: StudyMethodId): string[] {
  const known = rows.map(({ difference }) => difference!).sort((a, b) => a.meanDb - b.meanDb);
  if (known.length === 0) return [];
  const told = (kind: ReturnType<typeof toldBy>) => known.filter((one) => toldBy(one) === kind);
  const [better, open, worse] = [told('better'), told('open'), told('worse')];
  const sentences: string[] = [];
  const [first, ...rest] = better;
  if (first) {
    sentences.push(
      `${capital(label(first.method))} is ${db(-first.meanDb)} better than ${label(plain)} (95\u00a0% interval ${span(flipped(first.joint!))}, for all differences of the table together; ${counts(first)}).`,
    );
    if (rest.length > 0)
      sentences.push(
        `Better too: ${rest.map((one) => `${label(one.method)} by ${db(-one.meanDb)} (${span(flipped(one.joint!))})`).join(', ')}.`,
      );
  } else if (known.every(({ joint }) => joint === null)) {
    sentences.push(
      `Whether any method is better than ${label(plain)} cannot be told: the held-out cells of one sector lie in too few blocks for intervals.`,
    );
    return sentences;
  } else {
    sentences.push(`No method is shown to be better than ${label(plain)}.`);
  }
  if (open.length > 0)
    sentences.push(
      `Cannot be told apart from it: ${open.map((one) => `${label(one.method)} (${signed(one.meanDb)}, ${span(one.joint ?? [Number.NaN, Number.NaN])})`).join(', ')}.`,
    );
  if (worse.length > 0)
    sentences.push(`Worse: ${worse.map((one) => `${label(one.method)} by ${db(one.meanDb)}`).join(', ')}.`);
  return sentences;
}

function learnedSentence(of: MethodDifference | null): string[] {
  if (!of) return [];
  const pair = `learned against traced, each the best of its kind: ${label(of.method)} and ${label(of.than)}`;
  const { interval } = of;
  if (!interval) return [`${capital(pair)} differ by ${db(Math.abs(of.meanDb))}; one sector gives no interval.`];
  if (interval[0] <= 0 && interval[1] >= 0)
    return [`${capital(pair)} cannot be told apart (${signed(of.meanDb)}, ${span(interval)}; ${counts(of)}).`];
  const better = of.meanDb < 0;
  return [
    `${capital(pair)}; the ${better ? 'learned' : 'traced'} one is ${db(Math.abs(of.meanDb))} better (${span(better ? flipped(interval) : interval)}; ${counts(of)}).`,
  ];
}

function doubts(of: StudySummary): string[] {
  const sentences: string[] = [];
  if (of.split === 'random')
    sentences.push(
      'Cells held out at random lie between fitted ones, so this says how well gaps are filled; blocks and routes say what happens where nobody measured.',
    );
  if (of.sectors === 1)
    sentences.push('One sector: intervals are of its own blocks and say nothing about other sectors.');
  else if (of.sectors < FEW_SECTORS)
    sentences.push(`Only ${of.sectors} sectors: how much sectors differ is hardly known, and the intervals are rough.`);
  const sparse = of.policy === 'covered' ? of.methods.filter((row) => row.coverage.mean < LEAST_COVERAGE) : [];
  if (sparse.length > 0)
    sentences.push(
      `Judged on the part of the cells that they cover: ${sparse.map((row) => `${label(row.method)} (${Math.round(100 * row.coverage.mean)}\u00a0%)`).join(', ')}; differences are on the cells that both cover.`,
    );
  if (of.fewerDraws > 0)
    sentences.push(`In ${of.fewerDraws} of ${of.sectors} sectors the data allow fewer than ${of.draws} draws.`);
  const partly = of.methods.filter(({ partlyMissing }) => partlyMissing > 0);
  if (partly.length > 0)
    sentences.push(
      `Not in every draw: ${partly.map((row) => `${label(row.method)} in ${row.partlyMissing} of ${of.sectors} sectors`).join(', ')}.`,
    );
  const lacking = of.methods.filter((row) => row.missing.length > 0);
  if (lacking.length > 0)
    sentences.push(
      `Missing: ${lacking.map((row) => `${label(row.method)} in ${row.missing.length} of ${of.sectors} sectors`).join(', ')}.`,
    );
  return sentences;
}

function label(method: StudyMethodId): string {
  return METHOD_WORDS[method].label;
}

function counts({ sectors, cells }: { readonly sectors: number; readonly cells: number }): string {
  return `${sectors} sector${sectors === 1 ? '' : 's'}, ${cells.toLocaleString('en')} cells`;
}

/** Of several draws what the figures are, and what the count of cells counts. */
function drawWords({ draws }: StudySummary): string {
  return draws > 1 ? ` of ${draws} draws, means over the draws of each sector` : '';
}

function spanText(interval: Interval | null): string {
  return interval ? ` (${span(interval)})` : '';
}

function span([low, high]: Interval): string {
  return Number.isNaN(low) ? 'no interval' : `${plainly(low)} to ${plainly(high)}`;
}

/** With a minus sign, which a hyphen is not. */
function plainly(value: number): string {
  return value.toFixed(2).replace('-', '\u2212');
}

function flipped([low, high]: Interval): Interval {
  return [-high, -low];
}

function db(value: number): string {
  return `${value.toFixed(2)}\u00a0dB`;
}

function signed(value: number): string {
  return `${value < 0 ? '\u2212' : '+'}${db(Math.abs(value))}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
