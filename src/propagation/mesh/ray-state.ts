/**
 * A ray in flight is one Float64Array: origin [m], unit direction, and the complex field vector. The field is Cartesian (scene
 * frame) and always across the direction; it leaves out spreading, which the deposit's solid angle accounts for.
 */
export const ORIGIN = 0;
export const DIRECTION = 3;
/** Re Ex, Im Ex, Re Ey, Im Ey, Re Ez, Im Ez. */
export const FIELD = 6;
/** Solid angle [sr] that the ray stands for; after scattering, times what the direction drawn scatters over its density. */
export const WEIGHT = 12;
/** Power |E|^2 that a surface scatters in all: what `interact` hands to `scatter`. */
export const SCATTERED_POWER = 13;
/** Length of the way so far [m]. */
export const WAY = 14;
export const RAY_STATE_LENGTH = 15;
