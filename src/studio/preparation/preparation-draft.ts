import type { MeasurementPreparation } from '../../measurements/preparation.ts';
import type { MeasuredFacts } from '../../worker/engine-protocol.ts';

/** A preparation as it is typed; '' where nothing is asked for. */
export interface PreparationDraft {
  /** Of the clock in UTC, to the second: 2026-03-31T14:43:00. */
  readonly from: string;
  readonly to: string;
  /** [km/h] */
  readonly leastSpeed: number | '';
  readonly mostSpeed: number | '';
  /** Whether the estimated offsets of phones are taken off. */
  readonly levels: boolean;
  /** [m] */
  readonly eastM: number | '';
  readonly northM: number | '';
}

const KMH = 3.6;

export function draftOf(preparation: MeasurementPreparation): PreparationDraft {
  const { fromMs, toMs, leastSpeedMps, mostSpeedMps, deviceOffsetsDb, shift } = preparation;
  return {
    from: fromMs === undefined ? '' : clock(fromMs),
    to: toMs === undefined ? '' : clock(toMs),
    leastSpeed: leastSpeedMps === undefined ? '' : tenths(KMH * leastSpeedMps),
    mostSpeed: mostSpeedMps === undefined ? '' : tenths(KMH * mostSpeedMps),
    levels: deviceOffsetsDb !== undefined,
    eastM: shift?.eastM ?? '',
    northM: shift?.northM ?? '',
  };
}

/** The preparation that a draft asks for; null where a range ends before it begins. */
export function preparationOf(draft: PreparationDraft, facts: MeasuredFacts): MeasurementPreparation | null {
  const fromMs = millisecondsOf(draft.from);
  // The whole of its last second.
  const toMs = millisecondsOf(draft.to, 999);
  const { leastSpeed, mostSpeed, eastM, northM } = draft;
  if (fromMs !== undefined && toMs !== undefined && toMs < fromMs) return null;
  if (leastSpeed !== '' && mostSpeed !== '' && mostSpeed < leastSpeed) return null;
  const offsets = Object.fromEntries(
    facts.devices.flatMap(({ name, offsetDb, sdDb }) => (Number.isNaN(sdDb) ? [] : [[name, offsetDb]])),
  );
  return {
    ...(fromMs !== undefined && { fromMs }),
    ...(toMs !== undefined && { toMs }),
    ...(leastSpeed !== '' && { leastSpeedMps: leastSpeed / KMH }),
    ...(mostSpeed !== '' && { mostSpeedMps: mostSpeed / KMH }),
    ...(draft.levels && Object.keys(offsets).length > 0 && { deviceOffsetsDb: offsets }),
    ...((eastM || northM) && { shift: { eastM: eastM || 0, northM: northM || 0 } }),
  };
}

/** What a preparation does, in a few words; '' where it does nothing. */
export function wordsOf({ deviceOffsetsDb, shift, ...ranges }: MeasurementPreparation): string {
  const { fromMs, toMs, leastSpeedMps, mostSpeedMps } = ranges;
  return [
    fromMs === undefined && toMs === undefined ? '' : 'by time',
    leastSpeedMps === undefined && mostSpeedMps === undefined ? '' : 'by speed',
    deviceOffsetsDb === undefined ? '' : 'phones levelled',
    shift === undefined ? '' : `moved by ${signed(shift.eastM)} m east, ${signed(shift.northM)} m north`,
  ]
    .filter((word) => word !== '')
    .join(', ');
}

/** As a field of date and time shows it. */
export function clock(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

export function signed(value: number): string {
  const text = Math.abs(value).toFixed(1);
  if (Number(text) === 0) return text;
  return value < 0 ? `−${text}` : `+${text}`;
}

function millisecondsOf(text: string, plusMs = 0): number | undefined {
  const ms = Date.parse(`${text}Z`);
  return Number.isNaN(ms) ? undefined : ms + plusMs;
}

function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}
