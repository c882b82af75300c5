import { SPEED_OF_LIGHT } from '../units/constants.ts';
import { dbFromLinear } from '../units/decibel.ts';

/** Wavelength [m] in vacuum. */
export function wavelengthM(frequencyHz: number): number {
  return SPEED_OF_LIGHT / frequencyHz;
}

/** Linear path gain (lambda / 4 pi d)^2 between isotropic antennas (ITU-R P.525-4 eq. 3); distance [m] > 0. */
export function freeSpacePathGain(distanceM: number, frequencyHz: number): number {
  const ratio = wavelengthM(frequencyHz) / (4 * Math.PI * distanceM);
  return ratio * ratio;
}

/** Free-space basic transmission loss 20 log10(4 pi d / lambda) [dB] (ITU-R P.525-4 eq. 4); distance [m] > 0. */
export function freeSpaceLossDb(distanceM: number, frequencyHz: number): number {
  return -dbFromLinear(freeSpacePathGain(distanceM, frequencyHz));
}
