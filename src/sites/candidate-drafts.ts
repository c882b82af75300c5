import type { Sector } from './sector.ts';
import type { SectorDraft } from './sector-draft.ts';

/** What sectors of a new site have where their list does not say: all but place, height and bearing of a sector that stands. */
export function likeSector(sector: Sector): Partial<SectorDraft> {
  const { downtiltDeg, pattern, polarisation, frequencyHz, powerDbm, powerPer, bandwidthHz, lossesDb } = sector;
  return { downtiltDeg, pattern, polarisation, frequencyHz, powerDbm, powerPer, bandwidthHz, lossesDb };
}

/**
 * The sectors of new sites: what a draft leaves out is as `like` has it, and one without a bearing becomes one sector for each of
 * `azimuthsDeg`, named by its id and a number. Drafts of one site are one candidate.
 */
export function candidateDrafts(
  drafts: readonly SectorDraft[],
  like: Partial<SectorDraft>,
  azimuthsDeg: readonly number[],
): SectorDraft[] {
  return drafts.flatMap((draft) => {
    const { powerDbm: _, ...likeWithoutPower } = like;
    // An EIRP is a level of its own, which a power would win over.
    const whole = { ...(draft.eirpDbm === undefined ? like : likeWithoutPower), ...draft };
    if (draft.azimuthDeg !== undefined) return [whole];
    return azimuthsDeg.map((azimuthDeg, i) => ({ ...whole, id: `${draft.id}-${i + 1}`, azimuthDeg }));
  });
}
