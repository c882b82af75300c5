import { PROVENANCE_NAMES } from '../../propagation/radio-map.ts';
import { resourceElementDbm } from '../../radio/link-budget.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import type { SectorMap } from '../../worker/engine-protocol.ts';
import type { ExplainedPlace } from '../store/explain-state.ts';
import type { SectorSettings } from '../store/project-document.ts';

/** What a sector's own map says of a cell. */
export interface CellFacts {
  /** RSRP [dBm]; null without data. */
  readonly rsrpDbm: number | null;
  readonly provenance: string;
  readonly lineOfSight: boolean;
  /** Error to be expected [dB]; null where the engine does not tell. */
  readonly expectedErrorDb: number | null;
}

/** RSRP [dBm] of a path gain of 0 dB. */
export function referenceDbm(sector: SectorSettings): number {
  return resourceElementDbm(sector);
}

/** Null while the sector has no finished map, or the place lies outside it. */
export function cellFacts(map: SectorMap | null, sector: SectorSettings, place: ExplainedPlace): CellFacts | null {
  const cell = map ? cellAt(map.grid, place.x, place.y) : -1;
  if (!map || cell < 0) return null;
  const gainDb = map.pathGainDb[cell]!;
  const spreadDb = map.spreadDb?.[cell] ?? Number.NaN;
  return {
    rsrpDbm: Number.isNaN(gainDb) ? null : gainDb + referenceDbm(sector),
    provenance: PROVENANCE_NAMES[map.provenance[cell]! as 0],
    lineOfSight: map.lineOfSight[cell] === 1,
    expectedErrorDb: Number.isNaN(spreadDb) ? null : spreadDb,
  };
}
