import { gridOfBounds } from '../../raster/raster-grid.ts';
import { UserError } from '../../units/errors.ts';
import { inPieces } from '../../units/in-pieces.ts';
import { sharedArea } from '../network-gains.ts';
import type { NamedGains } from '../power/power-sweep.ts';
import type { UsersOfSeed } from '../requested-users.ts';
import { type HandoverResult, handoverRun, type SlotState } from './handover-run.ts';
import type { HandoverScenario } from './handover-scenario.ts';
import { linkRaster } from './link-raster.ts';
import type { Walk } from './mobility.ts';

/** Handover on several maps of one network, over several draws of users. */
export interface HandoverStudy {
  /** All of the same sectors in the same order. */
  readonly maps: readonly NamedGains[];
  /** Which of the maps holds; null where none is to judge the others. */
  readonly truth: number | null;
  readonly usersOf: UsersOfSeed;
  readonly seeds: readonly number[];
  readonly scenario: HandoverScenario;
  readonly noiseFigureDb: number;
}

export interface HandoverStudyHooks {
  readonly signal?: AbortSignal;
  /** Called now and then, with the share of all draws that is done [0..1] and where the users of this draw are. */
  readonly onSlot?: (fraction: number, walk: Walk) => void;
  /** Called after every slot of a draw, which are counted from 0. */
  readonly onState?: (state: SlotState, draw: number) => void;
  /** Called after every draw. */
  readonly onDraw?: (results: readonly HandoverResult[]) => void;
}

/**
 * Runs all draws, the same users on the same ways on all maps, breathing between slots.
 * @throws UserError('aborted') when the signal says so
 */
export async function handoverStudy(study: HandoverStudy, hooks: HandoverStudyHooks = {}): Promise<HandoverResult[]> {
  const { maps, seeds, scenario } = study;
  const { areaM, cellSizeM } = sharedArea(maps.map(({ gains }) => gains));
  const grid = gridOfBounds(areaM, cellSizeM);
  const links = maps.map(({ name, gains }) => ({ name, links: linkRaster(gains, grid, study.noiseFigureDb) }));
  const results: HandoverResult[] = [];
  for (const [draw, seed] of seeds.entries()) {
    const given = {
      maps: links,
      truth: study.truth,
      usersOf: study.usersOf,
      areaM,
      sectors: maps[0]!.gains.sectors.map(({ id }) => id),
      scenario,
      seed,
    };
    const run = handoverRun(given, {
      onState: (state) => hooks.onState?.(state, draw),
      onSlot: (fraction, walk) => hooks.onSlot?.((draw + fraction) / seeds.length, walk),
    });
    const drawn = await inPieces(run, () => hooks.signal?.aborted !== true);
    if (drawn === null) throw new UserError('aborted', 'Planning was cancelled.');
    hooks.onDraw?.(drawn);
    results.push(...drawn);
  }
  return results;
}
