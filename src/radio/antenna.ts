import { mathFromBearing, radians } from '../units/angle.ts';
import type { AntennaPattern, ParametricPattern, Polarisation, TabulatedPattern } from './antenna-pattern.ts';

/** Maximum gain of the half-wave dipole (Balanis eq. 4-91a, as Sionna RT rounds it). */
const HALF_WAVE_GAIN = 1.643;

/** Slant angles [rad] of the ports of a polarisation: V 0, H pi/2, VH both, cross +45 and -45 degrees. */
function portSlants(polarisation: Polarisation): readonly number[] {
  switch (polarisation) {
    case 'V':
      return [0];
    case 'H':
      return [Math.PI / 2];
    case 'VH':
      return [0, Math.PI / 2];
    case 'cross':
      return [Math.PI / 4, -Math.PI / 4];
  }
}

/**
 * The one linear slant [rad] that a sector's map is computed with. Sionna RT feeds the N ports of an antenna the same signal with
 * the amplitude 1/sqrt(N) (its default precoding) and adds their FIELDS before squaring, so two ports send one linear wave:
 * VH = (V + H)/sqrt 2 is a slant of +45 degrees, cross = (+45 and -45)/sqrt 2 is vertical. (Measured with Sionna RT 2.2.0 in a
 * street canyon, first reflections alone: its cross map is its V map to 2e-6 dB, while the mean over ports of |E|^2 lies a median
 * of 1.4 dB away, as reflection weighs TE and TM differently.)
 */
export function transmitSlant(polarisation: Polarisation): number {
  const slants = portSlants(polarisation);
  const theta = slants.reduce((sum, slant) => sum + Math.cos(slant), 0);
  const phi = slants.reduce((sum, slant) => sum + Math.sin(slant), 0);
  return Math.atan2(phi, theta);
}

/** The slants [rad] whose powers a map is the mean of: fields of equally fed ports add, so there is one (see `transmitSlant`). */
export function polarisationSlants(polarisation: Polarisation): number[] {
  return [transmitSlant(polarisation)];
}

/**
 * Power gain (linear) of a pattern towards the zenith angle theta [rad, 0..pi] and azimuth phi [rad, counter-clockwise from
 * boresight, -pi..pi] of the antenna's own frame. iso 1; dipole 1.5 sin^2; half-wave dipole; TR 38.901 table 7.3-1 element with
 * 8 dBi. The last is not normalised: its mean over the sphere is 0.657, an efficiency of 65.7 % under a directivity of 9.83 dBi.
 */
export function patternGain(pattern: AntennaPattern, theta: number, phi: number): number {
  if (typeof pattern !== 'string')
    return (
      10 **
      ((pattern.kind === 'table' ? tabulatedGainDbi(pattern, theta, phi) : parametricGainDbi(pattern, theta, phi)) / 10)
    );
  switch (pattern) {
    case 'iso':
      return 1;
    case 'dipole':
      return 1.5 * Math.sin(theta) ** 2;
    case 'hw_dipole': {
      const sin = Math.sin(theta);
      // Towards the axis cos(pi/2 cos theta)/sin theta goes to 0 like pi/4 sin theta.
      const field = sin < 1e-5 ? 0 : Math.cos((Math.PI / 2) * Math.cos(theta)) / sin;
      return HALF_WAVE_GAIN * field * field;
    }
    case 'tr38901':
      return 10 ** (parametricGainDbi(TR_38901, theta, phi) / 10);
  }
}

/** The element of TR 38.901 table 7.3-1. */
export const TR_38901: ParametricPattern = {
  kind: 'parametric',
  name: 'tr38901',
  peakGainDbi: 8,
  horizontalBeamwidthDeg: 65,
  verticalBeamwidthDeg: 65,
  frontToBackDb: 30,
  sideLobeDb: 30,
};

/** Gain [dBi] of a parametric pattern towards the zenith angle theta and the azimuth phi [rad] of its own frame (TR 38.901 table 7.3-1). */
export function parametricGainDbi(pattern: ParametricPattern, theta: number, phi: number): number {
  const { peakGainDbi, horizontalBeamwidthDeg, verticalBeamwidthDeg, frontToBackDb, sideLobeDb } = pattern;
  const vertical = Math.min(12 * ((theta - Math.PI / 2) / radians(verticalBeamwidthDeg)) ** 2, sideLobeDb);
  const horizontal = Math.min(12 * (phi / radians(horizontalBeamwidthDeg)) ** 2, frontToBackDb);
  return peakGainDbi - Math.min(vertical + horizontal, frontToBackDb);
}

/** Greatest gain of a pattern [dBi]: iso 0, dipole 1.76, hw_dipole 2.16, tr38901 8, a table's own. */
export function peakGainDbi(pattern: AntennaPattern): number {
  return typeof pattern === 'string' ? 10 * Math.log10(patternGain(pattern, Math.PI / 2, 0)) : pattern.peakGainDbi;
}

/**
 * Gain [dBi] of a tabulated pattern. The vertical loss is blended between its front half and its rear half, by azimuth, and added
 * to the horizontal loss: L = H(phi) + (1 - |phi|/180)(V(e) - H(0)) + (|phi|/180)(V(180 - e) - H(180)), with e the depression
 * in degrees ("horizontal projection interpolation", the usual rule of planning tools). Exact on both cuts; never above the peak.
 * Linear in dB between whole degrees.
 */
export function tabulatedGainDbi(pattern: TabulatedPattern, theta: number, phi: number): number {
  const depression = (theta * 180) / Math.PI - 90;
  const azimuth = (phi * 180) / Math.PI;
  const h = pattern.horizontalLossDb;
  const v = pattern.verticalLossDb;
  const rear = Math.abs(azimuth) / 180;
  const loss =
    lossAt(h, -azimuth) + (1 - rear) * (lossAt(v, depression) - h[0]!) + rear * (lossAt(v, 180 - depression) - h[180]!);
  return pattern.peakGainDbi - Math.max(0, loss);
}

function lossAt(losses: Float64Array, degrees: number): number {
  const turned = ((degrees % 360) + 360) % 360;
  const below = Math.floor(turned) % 360;
  const fraction = turned - Math.floor(turned);
  return losses[below]! * (1 - fraction) + losses[(below + 1) % 360]! * fraction;
}

/** Rows of the matrix that turns antenna coordinates into scene coordinates: Rz(alpha) Ry(beta) of TR 38.901 eq. 7.1-4, gamma 0. */
export function antennaRotation(azimuthDeg: number, downtiltDeg: number): Float64Array {
  const alpha = mathFromBearing(azimuthDeg);
  const beta = radians(downtiltDeg);
  const ca = Math.cos(alpha);
  const sa = Math.sin(alpha);
  const cb = Math.cos(beta);
  const sb = Math.sin(beta);
  return Float64Array.of(ca * cb, -sa, ca * sb, sa * cb, ca, sa * sb, -sb, 0, cb);
}

/**
 * Radiated field of an antenna in GLOBAL spherical components: real amplitudes [Etheta, Ephi] with Etheta^2 + Ephi^2 = gain.
 * theta-hat points away from +z, phi-hat counter-clockwise about it from +x (east); on the z axis phi is taken as 0. The
 * antenna looks along +x of its own frame, is tilted down and turned to its bearing; slant by polarisation model 2 of TR 38.901
 * section 7.3.2: (cos, sin) of the slant times the vertical pattern, in the antenna's own spherical basis (as Sionna RT).
 * @param slantRad 0 vertical, pi/2 horizontal (see `transmitSlant`)
 * @param azimuthDeg compass bearing of the boresight
 * @param downtiltDeg positive down
 * @param kx,ky,kz unit vector away from the antenna, scene frame
 */
export function antennaField(
  pattern: AntennaPattern,
  slantRad: number,
  azimuthDeg: number,
  downtiltDeg: number,
  kx: number,
  ky: number,
  kz: number,
): [number, number] {
  const r = antennaRotation(azimuthDeg, downtiltDeg);
  // Antenna frame: k_local = R^T k.
  const lx = r[0]! * kx + r[3]! * ky + r[6]! * kz;
  const ly = r[1]! * kx + r[4]! * ky + r[7]! * kz;
  const lz = r[2]! * kx + r[5]! * ky + r[8]! * kz;
  const local = sphericalBasis(lx, ly, lz);
  const amplitude = Math.sqrt(patternGain(pattern, local.theta, local.phi));
  const et = amplitude * Math.cos(slantRad);
  const ep = amplitude * Math.sin(slantRad);
  const x = et * local.thetaHat[0] + ep * local.phiHat[0];
  const y = et * local.thetaHat[1] + ep * local.phiHat[1];
  const z = et * local.thetaHat[2];
  const gx = r[0]! * x + r[1]! * y + r[2]! * z;
  const gy = r[3]! * x + r[4]! * y + r[5]! * z;
  const gz = r[6]! * x + r[7]! * y + r[8]! * z;
  const { thetaHat, phiHat } = sphericalBasis(kx, ky, kz);
  return [gx * thetaHat[0] + gy * thetaHat[1] + gz * thetaHat[2], gx * phiHat[0] + gy * phiHat[1]];
}

interface SphericalBasis {
  readonly theta: number;
  readonly phi: number;
  readonly thetaHat: readonly [number, number, number];
  /** Its z component is always 0. */
  readonly phiHat: readonly [number, number];
}

function sphericalBasis(x: number, y: number, z: number): SphericalBasis {
  const plan = Math.hypot(x, y);
  const theta = Math.atan2(plan, z);
  const onAxis = plan < 1e-12;
  const cosPhi = onAxis ? 1 : x / plan;
  const sinPhi = onAxis ? 0 : y / plan;
  const length = Math.hypot(plan, z);
  const cosTheta = z / length;
  const sinTheta = plan / length;
  return {
    theta,
    phi: Math.atan2(sinPhi, cosPhi),
    thetaHat: [cosTheta * cosPhi, cosTheta * sinPhi, -sinTheta],
    phiHat: [-sinPhi, cosPhi],
  };
}
