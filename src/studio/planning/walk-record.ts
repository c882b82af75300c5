import { PLACE_STEPS, servingArray, type WalkPiece } from '../../planning/handover/walk-recorder.ts';
import type { WalkStart } from '../../worker/planning-protocol.ts';

/** A walk as far as it has been told, to be looked at from any place. Arrays as in `WalkPiece`, of all frames. */
export interface WalkRecord {
  readonly start: WalkStart;
  readonly place: Uint16Array;
  readonly serving: Uint8Array | Uint16Array;
  readonly throughputMbps: Float32Array;
  readonly handovers: Float32Array;
  /** Frames that are there. */
  recorded: number;
}

export function emptyRecord(start: WalkStart): WalkRecord {
  const { users, runs, sectors, frames } = start.facts;
  return {
    start,
    place: new Uint16Array(frames * 2 * users),
    serving: servingArray(sectors, frames * runs * users),
    throughputMbps: new Float32Array(frames * runs),
    handovers: new Float32Array(frames * runs),
    recorded: 0,
  };
}

/** Pieces come in order; one that does not go on where the record ends is another walk's, and left out. */
export function addPiece(record: WalkRecord, { firstFrame, frames, ...piece }: WalkPiece): void {
  const { users, runs, frames: most } = record.start.facts;
  if (firstFrame !== record.recorded || firstFrame + frames > most) return;
  record.place.set(piece.place, firstFrame * 2 * users);
  record.serving.set(piece.serving, firstFrame * runs * users);
  record.throughputMbps.set(piece.throughputMbps, firstFrame * runs);
  record.handovers.set(piece.handovers, firstFrame * runs);
  record.recorded += frames;
}

/** Users as they are drawn at one place of the playhead. */
export interface WalkerFrame {
  readonly users: number;
  /** Scene frame [m]. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Index of the serving sector among `sectors`, whose colours are those of the layer of best servers, by their place there. */
  readonly serving: ArrayLike<number>;
  /** 1 where a user has just been handed over, fading to 0. */
  readonly flash: Float32Array;
  readonly sectors: readonly { readonly id: string; readonly colour: number }[];
  readonly profile: Uint8Array;
  readonly colourBy: 'server' | 'profile';
  readonly lines: boolean;
}

interface Look {
  /** Playhead [frames]. */
  readonly at: number;
  readonly run: number;
  /** Frames over which a handover fades; below 1: it is seen in its own frame alone. */
  readonly fadeFrames: number;
}

/** Where users are at the playhead, between frames on a straight line, and who serves them in the last frame passed. */
export function frameAt(
  record: WalkRecord,
  { at, run, fadeFrames }: Look,
): Pick<WalkerFrame, 'users' | 'x' | 'y' | 'serving' | 'flash'> {
  const { facts } = record.start;
  const { users, areaM } = facts;
  const frame = Math.min(record.recorded - 1, Math.max(0, Math.floor(at)));
  const next = Math.min(record.recorded - 1, frame + 1);
  const share = Math.min(1, Math.max(0, at - frame));
  const stepX = (areaM.maxX - areaM.minX) / PLACE_STEPS;
  const stepY = (areaM.maxY - areaM.minY) / PLACE_STEPS;
  const x = new Float64Array(users);
  const y = new Float64Array(users);
  const { place } = record;
  for (let i = 0, from = frame * 2 * users, to = next * 2 * users; i < users; i++, from += 2, to += 2) {
    x[i] = areaM.minX + stepX * (place[from]! + share * (place[to]! - place[from]!));
    y[i] = areaM.minY + stepY * (place[from + 1]! + share * (place[to + 1]! - place[from + 1]!));
  }
  return { users, x, y, serving: servingAt(record, frame, run), flash: flashes(record, frame, at, run, fadeFrames) };
}

/** The serving sectors of one run in one frame. */
function servingAt({ start, serving }: WalkRecord, frame: number, run: number): Uint8Array | Uint16Array {
  const { users, runs } = start.facts;
  const from = (frame * runs + run) * users;
  return serving.subarray(from, from + users);
}

function flashes(record: WalkRecord, frame: number, at: number, run: number, fadeFrames: number): Float32Array {
  const { users } = record.start.facts;
  const flash = new Float32Array(users);
  const back = Math.max(1, Math.ceil(fadeFrames));
  for (let f = Math.max(1, frame - back + 1); f <= frame; f++) {
    const brightness = Math.min(1, Math.max(0, 1 - (at - f) / Math.max(1, fadeFrames)));
    const [now, before] = [servingAt(record, f, run), servingAt(record, f - 1, run)];
    for (let i = 0; i < users; i++) if (now[i] !== before[i] && brightness > flash[i]!) flash[i] = brightness;
  }
  return flash;
}

/** What one run came to at a frame. */
export interface WalkFigures {
  /** Slots that have passed. */
  readonly slot: number;
  readonly slots: number;
  readonly timeS: number;
  readonly throughputMbps: number;
  /** In the slots of this frame, a slot. */
  readonly handovers: number;
  /** Means over the frames of the last `MEAN_SLOTS` slots. */
  readonly meanThroughputMbps: number;
  readonly meanHandovers: number;
}

/** Running means are over so many slots, as the figures of a whole run are. */
export const MEAN_SLOTS = 100;

export function figuresAt(record: WalkRecord, at: number, run: number): WalkFigures {
  const { facts, slotS } = record.start;
  const { runs, slotsPerFrame, frames } = facts;
  const frame = Math.min(record.recorded - 1, Math.max(0, Math.floor(at)));
  const first = Math.max(0, frame + 1 - Math.max(1, Math.round(MEAN_SLOTS / slotsPerFrame)));
  const mean = (values: Float32Array) => {
    let sum = 0;
    for (let f = first; f <= frame; f++) sum += values[f * runs + run]!;
    return sum / (frame + 1 - first);
  };
  const slot = (frame + 1) * slotsPerFrame;
  return {
    slot,
    slots: frames * slotsPerFrame,
    timeS: slot * slotS,
    throughputMbps: record.throughputMbps[frame * runs + run]!,
    handovers: record.handovers[frame * runs + run]!,
    meanThroughputMbps: mean(record.throughputMbps),
    meanHandovers: mean(record.handovers),
  };
}
