import { type CorrectedLevels, correctedLevels } from '../calibration/corrected-levels.ts';
import type { CalibratedSector } from '../calibration/report.ts';
import type { SolveRequest } from '../propagation/solve-request.ts';
import { rsrpMap } from '../radio/link-budget.ts';
import { badInput } from '../units/errors.ts';
import { applyCalibration } from './apply-calibration.ts';
import type { Engine } from './engine.ts';

export interface CorrectedMapHooks {
  onProgress?(fraction: number, stage: string): void;
  readonly signal?: AbortSignal;
}

/** Share of the work that the engine's own map takes. */
const SOLVE_SHARE = 0.4;

/**
 * The map of a sector that its measurements have corrected: the engine with what the calibration found, the tuned level on top, and the
 * field of its residuals. RSRP [dBm] on the request's grid, with its standard deviation.
 * @throws UserError('bad-input') for a calibration that keeps no correction; otherwise as Engine.solve
 */
export async function correctedMap(
  engine: Engine,
  request: SolveRequest,
  calibrated: CalibratedSector,
  hooks: CorrectedMapHooks = {},
): Promise<CorrectedLevels> {
  const { correction } = calibrated;
  if (!correction)
    throw badInput(
      `The calibration of ${request.sector.id} (${calibrated.method}) keeps no correction of the map: calibrate with the tuned level, or with the residual field.`,
    );
  const asked = applyCalibration(request.scene, request.sector, calibrated, request.materials);
  const map = await engine.solve(
    'sweep',
    { ...request, ...asked },
    {
      ...(hooks.signal ? { signal: hooks.signal } : {}),
      onProgress: (fraction, stage) => hooks.onProgress?.(SOLVE_SHARE * fraction, stage),
    },
  );
  return correctedLevels(
    { scene: request.scene, sector: request.sector, receiverZM: request.receiverZM },
    { grid: request.grid, levelDbm: rsrpMap(map.pathGain, map.validity, asked.sector) },
    correction,
    {
      onProgress: (share) => hooks.onProgress?.(SOLVE_SHARE + (1 - SOLVE_SHARE) * share, 'correction'),
      shouldStop: () => hooks.signal?.aborted ?? false,
    },
  );
}
