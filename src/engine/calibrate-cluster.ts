import { calibrateSector } from '../calibration/calibrate-sector.ts';
import { type ClusterMember, carrierClusters, fitCluster, joinCluster } from '../calibration/fit-cluster.ts';
import { openCase } from '../calibration/open-case.ts';
import type { CalibrationOptions, ConvergencePoint, SectorReport } from '../calibration/report.ts';
import { reportFit } from '../calibration/report-fit.ts';
import { breathe } from '../units/breathe.ts';
import { UserError } from '../units/errors.ts';
import type { RecordedCase } from './record-case.ts';

export interface ClusterProgress {
  /** @param share 0..1 of this run */
  tell(of: RecordedCase, stage: 'fit' | 'validate', share: number, point?: ConvergencePoint): void;
  /** A sector that its data cannot carry; the others go on without it. */
  refuse(of: RecordedCase, message: string): void;
  readonly signal?: AbortSignal;
}

/** Parts of a run, for progress: antennas alone, all together, reports. */
const SHARES = { join: 0.35, fit: 0.5 };
/** Steps that a joint fit takes, about, for progress. */
const TURNS = 25;

/**
 * Calibrates recorded sectors with one set of materials for all that are within 10 % of one carrier; a sector alone on its carrier is
 * calibrated by itself. Every sector is reported as one calibrated alone would be.
 * @throws UserError('aborted')
 */
export async function* calibrateCluster(
  cases: readonly RecordedCase[],
  options: CalibrationOptions,
  progress: ClusterProgress,
): AsyncGenerator<SectorReport> {
  const clusters = carrierClusters(cases.map(({ of }) => of.sector.frequencyHz));
  let before = 0;
  for (const cluster of clusters) {
    const size = cluster.length / cases.length;
    const from = before;
    yield* oneCarrier(
      cluster.map((index) => cases[index]!),
      options,
      {
        ...progress,
        tell: (of, stage, share, point) => progress.tell(of, stage, from + size * share, point),
      },
    );
    before += size;
  }
}

async function* oneCarrier(
  cases: readonly RecordedCase[],
  options: CalibrationOptions,
  progress: ClusterProgress,
): AsyncGenerator<SectorReport> {
  const { tell, signal } = progress;
  const shouldStop = () => signal?.aborted ?? false;
  const pause = async () => {
    await breathe();
    if (shouldStop()) throw new UserError('aborted', 'The calibration was cancelled.');
  };
  const began = performance.now();
  const joined: { of: RecordedCase; member: ClusterMember }[] = [];
  let turns = 0;
  const share = () => SHARES.join + SHARES.fit * Math.min(1, turns / TURNS);
  if (cases.length > 1) {
    for (const [k, of] of cases.entries()) {
      await pause();
      tell(of, 'fit', (SHARES.join * k) / cases.length);
      const onPoint = (point: ConvergencePoint) => tell(of, 'fit', share(), point);
      const member = refusing(progress, of, () => joinCluster(openCase(of.of, options, { onPoint, shouldStop })));
      if (member) joined.push({ of, member });
    }
  }
  if (joined.length < 2) {
    for (const of of cases.length > 1 ? joined.map((one) => one.of) : cases) yield* alone(of, options, progress, pause);
    return;
  }
  const fits = await fitCluster(
    joined.map(({ member }) => member),
    {
      shouldStop,
      pause: async () => {
        await pause();
        turns++;
        tell(joined[0]!.of, 'fit', share());
      },
    },
  );
  const fitMs = (performance.now() - began) / joined.length;
  for (const [k, { of, member }] of joined.entries()) {
    await pause();
    tell(of, 'validate', SHARES.join + SHARES.fit + ((1 - SHARES.join - SHARES.fit) * k) / joined.length);
    yield await reportFit(member.open, fits[k]!, { paths: of.pathsMs, fit: fitMs });
  }
}

async function* alone(
  of: RecordedCase,
  options: CalibrationOptions,
  { tell, refuse, signal }: ClusterProgress,
  pause: () => Promise<void>,
): AsyncGenerator<SectorReport> {
  await pause();
  try {
    yield await calibrateSector(of.of, options, of.pathsMs, {
      onPoint: (point) => tell(of, 'fit', 0, point),
      onStage: (stage) => tell(of, stage, 0),
      shouldStop: () => signal?.aborted ?? false,
    });
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'bad-input') throw error;
    refuse(of, error.message);
  }
}

function refusing<T>({ refuse }: ClusterProgress, of: RecordedCase, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'bad-input') throw error;
    refuse(of, error.message);
    return null;
  }
}
