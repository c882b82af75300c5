import type { SolveStats } from '../../propagation/radio-map.ts';

/** What the maps of the sectors on the screen took, and what their engine has to say of them. */
export interface SolveSummary {
  /** Names of the engines; several while one takes the place of another. */
  readonly engines: readonly string[];
  /** What did the work, e.g. the GPU's name; several where sectors differ. */
  readonly adapters: readonly string[];
  /** Mean wall time of one sector's solve [ms]; null without sectors. */
  readonly msPerSector: number | null;
  /** Every kind of warning once, in the words of the first sector that has it, with how many sectors have the kind. */
  readonly warnings: readonly { readonly sentence: string; readonly sectors: number }[];
}

export function summariseSolves(solves: readonly SolveStats[]): SolveSummary {
  const kinds = new Map<string, { readonly sentence: string; readonly sectors: number }>();
  for (const { warnings } of solves)
    for (const [kind, sentence] of new Map(warnings.map((words) => [warningKind(words), words])))
      kinds.set(kind, {
        sentence: kinds.get(kind)?.sentence ?? sentence,
        sectors: (kinds.get(kind)?.sectors ?? 0) + 1,
      });
  const tookMs = solves.map(({ timingsMs }) => timingsMs.pack + timingsMs.solve + timingsMs.readback);
  return {
    // "sweep, re-weighted" is a map by the sweep, from paths that it kept.
    engines: [...new Set(solves.map(({ engine }) => engine.split(',')[0]!))],
    adapters: [...new Set(solves.map(({ adapter }) => adapter))],
    msPerSector: tookMs.length > 0 ? tookMs.reduce((sum, ms) => sum + ms, 0) / tookMs.length : null,
    warnings: [...kinds.values()],
  };
}

/** What a warning is about: its words without the numbers, which differ from sector to sector. */
export function warningKind(sentence: string): string {
  return sentence.replace(/\d[\d.,]*/g, '#');
}
