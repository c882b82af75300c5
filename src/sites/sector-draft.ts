import type { AntennaPattern, Polarisation } from '../radio/antenna-pattern.ts';

/**
 * A sector as a sites file gives it, before a scene says where the ground is: what the file leaves out is undefined and is
 * filled in, and told, when the sector is placed.
 */
export interface SectorDraft {
  readonly id: string;
  readonly siteId: string;
  /** File row or entry, for messages. */
  readonly place: string;
  readonly position:
    | { readonly kind: 'wgs84'; readonly latDeg: number; readonly lonDeg: number }
    | { readonly kind: 'local'; readonly x: number; readonly y: number };
  /** Above the scene's ground; a height of 0 means "unknown" in every list we met. */
  readonly heightAboveGroundM?: number;
  /** In the scene frame; wins over the height. */
  readonly zM?: number;
  readonly azimuthDeg?: number;
  readonly downtiltDeg?: number;
  readonly pattern?: AntennaPattern;
  readonly polarisation?: Polarisation;
  readonly frequencyHz?: number;
  readonly powerDbm?: number;
  /** Radiated towards the pattern's peak, after all losses; a given power wins over it. */
  readonly eirpDbm?: number;
  readonly powerPer?: 'total' | 're';
  readonly bandwidthHz?: number;
  readonly lossesDb?: number;
}
