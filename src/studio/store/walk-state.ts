/** The walk of users under handover, as it is watched on the map. What it is of is in `planning/walk-record.ts`. */
export interface WalkState {
  /** Whether users are put on the map when a handover run starts. */
  readonly wanted: boolean;
  /** True while there is a walk on the map. */
  readonly shown: boolean;
  /** Frames that there are so far, and that there will be. */
  readonly recorded: number;
  readonly frames: number;
  /** Where the playhead is, in frames from 0; between frames users are on their way. */
  readonly at: number;
  readonly playing: boolean;
  /** Seconds of the walk in a second. */
  readonly speed: number;
  /** Which decider on which map is looked at: index into the runs of the walk. */
  readonly run: number;
  readonly colourBy: 'server' | 'profile';
  /** Whether lines lead to the serving sectors. */
  readonly lines: boolean;
  /** Counts pictures of the users that were made because something else than the playhead changed. */
  readonly drawn: number;
}

export const WALK_SPEEDS = [1, 5, 20, 100] as const;

export const INITIAL_WALK: WalkState = {
  wanted: true,
  shown: false,
  recorded: 0,
  frames: 0,
  at: 0,
  playing: false,
  speed: 20,
  run: 0,
  colourBy: 'server',
  lines: true,
  drawn: 0,
};
