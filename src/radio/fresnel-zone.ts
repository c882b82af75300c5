/**
 * Radius [m] of the n-th Fresnel zone at a point of a path (ITU-R P.526-15, eq. 2): sqrt(n lambda d1 d2 / (d1 + d2)). 0 at the ends.
 * @param n order of the zone, >= 1
 * @param d1M,d2M distances to the two ends [m], >= 0, not both 0
 */
export function fresnelRadiusM(n: number, wavelengthM: number, d1M: number, d2M: number): number {
  return Math.sqrt((n * wavelengthM * d1M * d2M) / (d1M + d2M));
}
