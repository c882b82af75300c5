import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import type { MaterialOverrides } from '../../radio/materials.ts';
import type { CalibrationOptions, CalibrationView } from '../../worker/calibration-protocol.ts';
import type { EngineName } from '../../worker/engine-protocol.ts';
import type { SectorSettings } from '../store/project-document.ts';

/** Raised whenever the shape below changes: runs of other versions are not read. */
const RUN_VERSION = 1;

/** One calibration, from its start on: what was asked, what stood before, what came out. Plain: it is kept on the device. */
export interface CalibrationRun {
  readonly version: number;
  readonly id: string;
  /** The scene and the measurements that it belongs to (see runKey). */
  readonly key: string;
  readonly startedMs: number;
  /** `paused`, and an interrupted training: goes on where it was. */
  readonly state: 'running' | 'finished' | 'paused' | 'interrupted' | 'cancelled' | 'failed';
  readonly options: CalibrationOptions;
  /** The sectors as they stood when it began, with their patterns by name. */
  readonly before: readonly SectorSettings[];
  readonly patterns: Readonly<Record<string, AntennaPattern>>;
  readonly materials: MaterialOverrides;
  readonly view: CalibrationView | null;
  /** What went wrong, in words. */
  readonly problem: string | null;
  readonly decision: 'accepted' | 'discarded' | null;
  /** The trained model that was taken over, as the project's engine. */
  readonly acceptedEngine?: EngineName;
  readonly tookMs: number | null;
}

/** Runs belong to a scene and a set of measurements by their names: ids are new in every session. */
export function runKey(sceneName: string, measurementName: string): string {
  return JSON.stringify([sceneName, measurementName]);
}

export function newRun(
  run: Pick<CalibrationRun, 'id' | 'key' | 'startedMs' | 'options' | 'before' | 'patterns' | 'materials'>,
): CalibrationRun {
  return {
    ...run,
    version: RUN_VERSION,
    state: 'running',
    view: null,
    problem: null,
    decision: null,
    tookMs: null,
  };
}

/** True for a kept record that this version wrote. */
export function isRun(record: object): record is CalibrationRun {
  return 'version' in record && record.version === RUN_VERSION && 'state' in record && 'before' in record;
}

/** True for a training that was stopped and goes on from what is kept of it. */
export function goesOn({ state, options }: Pick<CalibrationRun, 'state' | 'options'>): boolean {
  return options.method === 'dl' && (state === 'paused' || state === 'interrupted');
}
