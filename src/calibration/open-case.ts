import { badInput } from '../units/errors.ts';
import { ConvergenceTrace } from './convergence.ts';
import { withInnerBlocks } from './fit-network.ts';
import { isPhysical } from './fit-sector-physics.ts';
import type { MethodHooks } from './method-fit.ts';
import type { CalibrationOptions, ConvergencePoint } from './report.ts';
import { type CaseSplit, type SectorCase, splitCase } from './sector-case.ts';

/** A case that is ready to be fitted. */
export interface OpenCase {
  readonly of: SectorCase;
  readonly options: CalibrationOptions;
  readonly split: CaseSplit;
  /** Cells for the fit. */
  readonly train: Uint32Array;
  /** Follows the fit. */
  readonly trace: ConvergenceTrace;
  readonly hooks: MethodHooks;
}

/** Levels that differ by less than this are one level [dB]: there is nothing to fit. */
const CONSTANT_DB = 0.05;

/**
 * Splits the cells of a case and sets up what follows the fit.
 * @throws UserError('bad-input') where no cell is left, or levels are all alike
 */
export function openCase(
  of: SectorCase,
  options: CalibrationOptions,
  hooks: { onPoint?(point: ConvergencePoint): void; shouldStop?(): boolean } = {},
): OpenCase {
  const outer = splitCase(of.observations, of.routeOf, options);
  refuseConstant(of, outer);
  const split = options.method === 'dl' ? withInnerBlocks(outer, of, options.split) : outer;
  const trace = new ConvergenceTrace(
    of.observations.levelDbm,
    split,
    hooks.onPoint?.bind(hooks),
    options.method === 'dl',
  );
  return {
    of,
    options,
    split,
    // Only a fit with iterations has one to choose; the others learn from every training cell.
    train: isPhysical(options.method) ? split.fit : split.train,
    trace,
    hooks: {
      onStep: (step, predicted) => trace.add(step, predicted),
      onEarlier: (points) => trace.resume(points),
      ...(hooks.shouldStop ? { shouldStop: () => hooks.shouldStop!() } : {}),
    },
  };
}

function refuseConstant({ observations, sector }: SectorCase, { train }: CaseSplit): void {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const i of train) {
    least = Math.min(least, observations.levelDbm[i]!);
    most = Math.max(most, observations.levelDbm[i]!);
  }
  if (most - least < CONSTANT_DB)
    throw badInput(
      `All ${train.length} training cells of sector ${sector.id} read ${most.toFixed(1)} dBm: a log that repeats one level cannot calibrate anything; check the column of RSRP.`,
    );
}
