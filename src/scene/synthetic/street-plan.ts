import type { Random } from '../../units/random.ts';
import { AVENUE_WIDTH_M, layAvenues, type Street, type StreetRank } from './avenues.ts';
import { cutUp } from './cut-up.ts';
import { type DistrictKind, type DistrictMap, planDistricts, STREET_STYLES, type StreetStyle } from './districts.ts';
import { EndIndex, withJunctions } from './junctions.ts';
import { centroid, direction, type Point } from './plan-geometry.ts';
import { layRiver, QUAY_STREET_WIDTH_M, type River } from './river.ts';
import type { Cell } from './street-cells.ts';

/** A block: land between street centre lines, in one district. */
export interface Block {
  readonly cell: Cell;
  readonly kind: DistrictKind;
}

export interface StreetPlan {
  readonly river: River;
  readonly streets: readonly Street[];
  readonly blocks: readonly Block[];
  readonly districts: DistrictMap;
}

const QUARTER_STYLE: StreetStyle = {
  streetWidthM: 21,
  blockAreaM2: 0,
  jitter: 0.15,
  angleRad: 0.22,
  bend: 0,
  snapM: 60,
};
/** Avenues enclose quarters of at most this area [m^2]. */
const QUARTER_AREA = 165_000;

/** Lays the whole street net of a square city: river and quays, bridges, avenues, then each district's own streets. */
export function planStreets(random: Random, sizeM: number, grain: number): StreetPlan {
  const river = layRiver(random, sizeM);
  const streets: Street[] = [];
  const ends = new EndIndex();
  river.quays.forEach((line) => {
    streets.push({ line, widthM: QUAY_STREET_WIDTH_M, rank: 'street', bridge: false });
  });
  for (const b of river.bridges)
    streets.push({
      line: [river.quays[0][b]!, river.quays[1][b]!],
      widthM: AVENUE_WIDTH_M,
      rank: 'avenue',
      bridge: true,
    });
  const { oldTown, quarters } = layAvenues(random, river, streets, ends);

  const middle = river.quays[0][river.core[1]]!;
  const districts = planDistricts(
    random.fork(),
    sizeM,
    middle,
    direction(river.quays[1][river.core[1]]!, middle),
    river.flow,
  );
  const draw = (widthM: number, rank: StreetRank) => (line: readonly Point[]) => {
    streets.push({ line, widthM, rank, bridge: false });
  };
  const blocks: Block[] = [];
  const fill = (cell: Cell, kind: DistrictKind) => {
    const style = STREET_STYLES[kind];
    const rank = kind === 'park' ? 'path' : style.streetWidthM < 12 ? 'lane' : 'street';
    const onCut = draw(style.streetWidthM, rank);
    for (const c of cutUp(random.fork(), cell, style.blockAreaM2 / grain, style, { ends, onCut }))
      blocks.push({ cell: c, kind });
  };
  for (const cell of oldTown) fill(cell, 'old-town');
  const onCut = draw(QUARTER_STYLE.streetWidthM, 'avenue');
  for (const quarter of quarters)
    for (const cell of cutUp(random, quarter, QUARTER_AREA, QUARTER_STYLE, { ends, onCut }))
      fill(cell, districts.kindAt(centroid(cell.points)));
  return { river, streets: withJunctions(streets), blocks, districts };
}
