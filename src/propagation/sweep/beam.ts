/**
 * A beam is one launch azimuth followed in plan, with the interval of slopes s = dz/dr that still travel in it. Vertical walls
 * keep a ray's slope, so its 3-D path is a 2-D plan path times an unfolded height: the receiver plane is met at the unfolded
 * plan distance r = (h - rx) / -s on the way down and r = (h + rx) / -s after one bounce on the ground (docs/architecture.md).
 *
 * Layout of a beam as 32 numbers, the same in the float64 twin and in the shader (shaders/lib/beam.wgsl).
 */
export const BEAM_WORDS = 32;

/** Plan origin of the present straight piece [m] and its unit direction. */
export const OX = 0;
export const OY = 1;
export const DX = 2;
export const DY = 3;
/** Unfolded plan distance from the transmitter to the origin [m]. */
export const R0 = 4;
/** Interval of slopes, both negative or zero; LO is the steeper. */
export const LO = 5;
export const HI = 6;
/** Order key [m along the piece] and wall of the last event. */
export const KEY = 7;
export const LAST_WALL = 8;
/** Order key where the beam came to be over its present roofs. */
export const OVER_KEY = 9;
/** Upper bound of the power relative to free space and unit gain. */
export const BOUND = 10;
/** Number of interactions in the low 8 bits, then flags. */
export const COUNT = 11;
/** Building the beam is inside of, and the (up to two) whose roofs it passes above. */
export const INSIDE = 12;
export const OVER_A = 13;
export const OVER_B = 14;
/** Index into the launches: initial direction, angular width, distance of the diffracting corner. */
export const LAUNCH = 15;
/** Interactions: type in the top 2 bits, wall (or building, for roofs) below; then the unfolded distances where they happened. */
export const EVENTS = 16;
export const EVENT_R = 24;

/** Flags beside the count. */
export const WAS_TRANSMITTED = 0x100;
export const WAS_DIFFRACTED = 0x200;

export const REFLECT = 0;
export const TRANSMIT = 1;
export const ROOF = 2;
/** Events are stored as type * EVENT_TYPE + wall. */
export const EVENT_TYPE = 0x40000000;

/**
 * Coincident walls of adjoining buildings are met exit first: an entry counts as this much farther [m]. A building thinner
 * than that does not exist in plan.
 */
export const ENTRY_BIAS_M = 2e-3;
/** A reflected beam looks this far back [m] for a wall that coincides with the one that it left. */
export const LOOK_BACK_M = 0.02;
