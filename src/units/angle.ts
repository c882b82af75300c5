/** Radians of an angle in degrees. */
export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** Degrees of an angle in radians. */
export function degrees(radian: number): number {
  return (radian * 180) / Math.PI;
}

/** Compass bearing [deg, 0..360) of the mathematical angle [rad, counter-clockwise from east]. */
export function bearingFromMath(angleRad: number): number {
  return (((90 - degrees(angleRad)) % 360) + 360) % 360;
}

/** Mathematical angle [rad, counter-clockwise from east] of a compass bearing [deg, clockwise from north]. */
export function mathFromBearing(bearingDeg: number): number {
  return radians(90 - bearingDeg);
}
