import { badInput, type Issue } from '../units/errors.ts';
import type { SectorDraft } from './sector-draft.ts';

/** How a list writes losses: as positive dB, as gains (a loss is negative), or as its own values tell. */
export const LOSS_SIGNS = ['auto', 'loss', 'gain'] as const;
export type LossSigns = (typeof LOSS_SIGNS)[number];

/**
 * Losses with one sign: positive dB are taken off a level. Told by the values, a list whose losses are all 0 or less has signed gains.
 * Source: requirement D16; the paper adds the term, tools write it either way.
 * @param noted takes what was assumed
 * @throws UserError('bad-input') for a list of both signs, where nothing is said
 */
export function withLossSigns(
  drafts: readonly SectorDraft[],
  signs: LossSigns,
  name: string,
  noted: Issue[],
): readonly SectorDraft[] {
  const losses = drafts.map(({ lossesDb }) => lossesDb ?? 0);
  const negative = losses.filter((loss) => loss < 0).length;
  if (signs === 'loss' || (signs === 'auto' && negative === 0)) return drafts;
  if (signs === 'auto') {
    if (losses.some((loss) => loss > 0))
      throw badInput(
        `${name}: its losses have both signs (${negative} of ${losses.length} are below 0 dB), so it cannot be told which of them weaken a level; write losses as positive dB, or say --losses loss or --losses gain`,
      );
    const message = `${name}: ${negative} losses are below 0 dB and none is above, so they are taken as signed gains: ${Math.min(...losses)} becomes a loss of ${-Math.min(...losses)} dB`;
    noted.push({ kind: 'repaired', code: 'signed-losses', count: negative, message });
  }
  return drafts.map((draft) => (draft.lossesDb === undefined ? draft : { ...draft, lossesDb: 0 - draft.lossesDb }));
}
