import { antennaRotation, patternGain, transmitSlant } from '../../radio/antenna.ts';
import type { Sector } from '../../sites/sector.ts';
import { DIRECTION, FIELD } from './ray-state.ts';

/**
 * Returns the function that sets the field of a launched ray from its direction: the Cartesian components (real and imaginary
 * parts, scene frame) of the antenna's field for one watt at its port, |E|^2 = gain. The same as `antennaField` (TR 38.901
 * section 7.3.2, polarisation model 2), with the rotation taken out of the loop and Cartesian instead of spherical components.
 */
export function createLaunchField(sector: Sector, ray: Float64Array): () => void {
  const r = antennaRotation(sector.azimuthDeg, sector.downtiltDeg);
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = r as unknown as NineNumbers;
  const slant = transmitSlant(sector.polarisation);
  const cosSlant = Math.cos(slant);
  const sinSlant = Math.sin(slant);
  const { pattern } = sector;
  const isotropic = pattern === 'iso';
  return () => {
    const kx = ray[DIRECTION]!;
    const ky = ray[DIRECTION + 1]!;
    const kz = ray[DIRECTION + 2]!;
    // Antenna frame: R^T k.
    const lx = xx * kx + yx * ky + zx * kz;
    const ly = xy * kx + yy * ky + zy * kz;
    const lz = xz * kx + yz * ky + zz * kz;
    const plan = Math.sqrt(lx * lx + ly * ly);
    const onAxis = plan < 1e-12;
    const cosPhi = onAxis ? 1 : lx / plan;
    const sinPhi = onAxis ? 0 : ly / plan;
    const amplitude = isotropic ? 1 : Math.sqrt(patternGain(pattern, Math.atan2(plan, lz), Math.atan2(sinPhi, cosPhi)));
    const along = amplitude * cosSlant;
    const across = amplitude * sinSlant;
    const ex = along * lz * cosPhi - across * sinPhi;
    const ey = along * lz * sinPhi + across * cosPhi;
    const ez = -along * plan;
    ray[FIELD] = xx * ex + xy * ey + xz * ez;
    ray[FIELD + 1] = 0;
    ray[FIELD + 2] = yx * ex + yy * ey + yz * ez;
    ray[FIELD + 3] = 0;
    ray[FIELD + 4] = zx * ex + zy * ey + zz * ez;
    ray[FIELD + 5] = 0;
  };
}

type NineNumbers = [number, number, number, number, number, number, number, number, number];
