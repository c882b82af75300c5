import type { OptimisedAntennas } from '../engine/optimise-antennas.ts';
import type { AntennaSetting } from '../planning/antennas/antenna-search.ts';
import type { TurnedSector } from '../planning/antennas/turned-sector.ts';
import type { CoverageScore } from '../planning/coverage/coverage-score.ts';
import type { CoverageTargets } from '../planning/coverage/coverage-targets.ts';
import type { SectorService } from '../planning/coverage/sector-services.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import { alignedRows } from './aligned-rows.ts';
import type { Weighed } from './coverage-options.ts';
import { objectiveText, scoreDocument, targetsDocument } from './coverage-text.ts';

interface TiltFacts {
  readonly targets: CoverageTargets;
  readonly of: Weighed['of'];
  readonly seed: number;
  readonly grid: RasterGrid;
}

/** The document and the lines of `boresight plan tilt`. */
export function planTiltReport(
  { search, solved, isConfirmed, sectors }: OptimisedAntennas,
  { targets, of, seed, grid }: TiltFacts,
): { document: Readonly<Record<string, unknown>>; text: string[] } {
  const document = {
    targets: targetsDocument(targets),
    weighed_by: of,
    grid,
    seed,
    search: {
      before: scoreDocument(search.before),
      after: scoreDocument(search.after),
      evaluations: search.evaluations,
      settings_tried: search.levelMaps,
      ascents: search.ascents,
    },
    solved: { before: scoreDocument(solved.before), after: scoreDocument(solved.after) },
    confirmed: isConfirmed,
    sectors: sectors.map(sectorDocument),
  };
  return {
    document,
    text: [
      objectiveText(targets, of),
      '',
      ...alignedRows([
        ['', 'objective', 'RSRP met [%]', 'SINR met [%]'],
        scoreRow('as they stand, solved', solved.before),
        scoreRow('as found, solved', solved.after),
        scoreRow('as they stand, re-weighted', search.before),
        scoreRow('as found, re-weighted', search.after),
      ]),
      '',
      ...alignedRows([
        ['sector', 'tilt', 'to', 'azimuth', 'to', 'serves [%]', 'to', 'RSRP met', 'to', 'SINR met', 'to'],
        ...sectors.map(sectorRow),
      ]),
      '',
      `${search.evaluations} networks weighed from ${search.levelMaps} settings of ${sectors.filter(({ isTurnable }) => isTurnable).length} sectors; ascents ended at ${search.ascents.map((objective) => objective.toFixed(4)).join(', ')}`,
      ...(isConfirmed ? [] : ['Fresh solves do not confirm the gain, so the antennas stay as they are.']),
    ],
  };
}

function scoreRow(name: string, { objective, rsrpShare, sinrShare }: CoverageScore): string[] {
  return [name, objective.toFixed(4), percent(rsrpShare), percent(sinrShare)];
}

function sectorRow({ id, isTurnable, before, after, servedBefore, servedAfter }: TurnedSector): string[] {
  const angles = (of: keyof AntennaSetting) => [before[of].toFixed(1), isTurnable ? after[of].toFixed(1) : '-'];
  const shares = (of: keyof SectorService) => [percent(servedBefore[of]), percent(servedAfter[of])];
  return [
    id,
    ...angles('tiltDeg'),
    ...angles('azimuthDeg'),
    ...shares('served'),
    ...shares('rsrpMet'),
    ...shares('sinrMet'),
  ];
}

const percent = (share: number) => (100 * share).toFixed(1);

function sectorDocument({ id, isTurnable, before, after, servedBefore, servedAfter }: TurnedSector) {
  const service = ({ served, rsrpMet, sinrMet }: SectorService) => ({ served, rsrp: rsrpMet, sinr: sinrMet });
  return {
    id,
    turnable: isTurnable,
    before: { tilt: before.tiltDeg, azimuth: before.azimuthDeg, ...service(servedBefore) },
    after: { tilt: after.tiltDeg, azimuth: after.azimuthDeg, ...service(servedAfter) },
  };
}
