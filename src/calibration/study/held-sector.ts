import { blockIndex } from '../validation/splits.ts';
import type { StudyMethodId } from './method-id.ts';
import type { JudgedMethod, SectorStudy, SplitKind, SplitStudy } from './study.ts';

/** A sector under one way of holding cells out: every draw of it. */
export interface HeldSector {
  readonly sectorId: string;
  /** At least one. */
  readonly draws: readonly SplitStudy[];
  /** Which block every held-out cell lies in, by draw: the same blocks for all draws, since a cell that is held out twice is one cell. */
  readonly blockOf: readonly Uint32Array[];
  readonly blocks: number;
}

/** What a method made of a draw. */
export interface JudgedDraw {
  /** Index in the sector's draws. */
  readonly draw: number;
  readonly of: SplitStudy;
  readonly outcome: JudgedMethod;
}

/** The sectors of a study that were held out so. */
export function heldSectors(studies: readonly SectorStudy[], split: SplitKind): HeldSector[] {
  return studies.flatMap(({ sectorId, splits }) => {
    const draws = splits.filter((one) => one.split.kind === split);
    return draws.length > 0 ? [{ sectorId, draws, ...commonBlocks(draws) }] : [];
  });
}

/** The draws in which the method was judged. */
export function judgedDraws({ draws }: Pick<HeldSector, 'draws'>, method: StudyMethodId): JudgedDraw[] {
  return draws.flatMap((of, draw) => {
    const outcome = of.methods.find((one) => one.method === method);
    return outcome?.state === 'judged' ? [{ draw, of, outcome }] : [];
  });
}

/** Blocks of each draw's own lattice would count a place as often as it was held out; so all cells are laid into that of the first. */
function commonBlocks(draws: readonly SplitStudy[]): Pick<HeldSector, 'blockOf' | 'blocks'> {
  const [first] = draws;
  if (draws.length === 1) return { blockOf: [first!.block], blocks: first!.blocks };
  const { blockM, seed } = first!.split;
  const x = draws.flatMap((of) => [...of.x]);
  const y = draws.flatMap((of) => [...of.y]);
  const { label, count } = blockIndex(x, y, blockM, seed);
  let from = 0;
  const blockOf = draws.map((of) => {
    const own = label.slice(from, from + of.x.length);
    from += of.x.length;
    return own;
  });
  return { blockOf, blocks: count };
}
