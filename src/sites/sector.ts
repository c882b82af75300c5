import type { AntennaPattern, Polarisation } from '../radio/antenna-pattern.ts';

export type { Polarisation };

/** One transmitter: what a site's antenna face sends on one carrier. */
export interface Sector {
  readonly id: string;
  /** Sectors that share a mast share this. */
  readonly siteId: string;
  /** Position in the scene frame [m]; z is absolute, not above ground. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Boresight bearing [deg], clockwise from the scene's north. */
  readonly azimuthDeg: number;
  /** Total downtilt [deg], positive down. */
  readonly downtiltDeg: number;
  readonly pattern: AntennaPattern;
  readonly polarisation: Polarisation;
  readonly frequencyHz: number;
  /** Level of `powerPer`: the whole carrier at the antenna port, or one resource element. */
  readonly powerDbm: number;
  readonly powerPer: 'total' | 're';
  /** Carrier bandwidth [Hz]; needed to spread a total power over resource elements. */
  readonly bandwidthHz: number;
  /** Feeder, body and other losses [dB], taken off the RSRP; below 0 where an amplifier is among them. */
  readonly lossesDb: number;
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly sectors: readonly Sector[];
}
