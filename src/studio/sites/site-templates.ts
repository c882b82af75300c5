import type { SectorSettings } from '../store/project-document.ts';

/** A sector that nobody has described yet, but for its name and place. */
export const FIRST_SECTOR = {
  downtiltDeg: 6,
  pattern: 'tr38901',
  polarisation: 'V',
  frequencyHz: 2.14e9,
  powerDbm: 43,
  powerPer: 'total',
  bandwidthHz: 20e6,
  lossesDb: 0,
} as const;

/** What an antenna is and is fed with, wherever it stands and looks. */
export type AntennaSettings = Pick<
  SectorSettings,
  'pattern' | 'polarisation' | 'downtiltDeg' | 'frequencyHz' | 'bandwidthHz' | 'powerDbm' | 'powerPer' | 'lossesDb'
>;

export function antennaOf(sector: AntennaSettings): AntennaSettings {
  const { pattern, polarisation, downtiltDeg, frequencyHz, bandwidthHz, powerDbm, powerPer, lossesDb } = sector;
  return { pattern, polarisation, downtiltDeg, frequencyHz, bandwidthHz, powerDbm, powerPer, lossesDb };
}

export type TemplateName = 'three' | 'one' | 'small';

interface SiteTemplate {
  readonly label: string;
  /** Boresight bearings of its sectors [deg]. */
  readonly azimuthsDeg: readonly number[];
  /** Antenna above open ground, and above a roof [m]. */
  readonly mastM: number;
  readonly aboveRoofM: number;
  /** What is its own of the antenna; the rest is as in the sector in hand. */
  readonly antenna: Partial<AntennaSettings>;
}

export const SITE_TEMPLATES: Readonly<Record<TemplateName, SiteTemplate>> = {
  three: { label: 'Three sectors', azimuthsDeg: [0, 120, 240], mastM: 25, aboveRoofM: 4, antenna: {} },
  one: { label: 'One sector', azimuthsDeg: [0], mastM: 25, aboveRoofM: 4, antenna: {} },
  small: {
    label: 'Small cell',
    azimuthsDeg: [0],
    mastM: 6,
    aboveRoofM: 2,
    antenna: { pattern: 'hw_dipole', downtiltDeg: 0, powerDbm: 33 },
  },
};
