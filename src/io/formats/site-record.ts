import type { NamedPattern, Polarisation, TabulatedPattern } from '../../radio/antenna-pattern.ts';
import type { SectorDraft } from '../../sites/sector-draft.ts';
import { badInput } from '../../units/errors.ts';
import { fieldNumber } from '../tables/table-number.ts';

/** Meanings of the fields of a site list and the names (see columnKey) under which lists carry them. */
export const SITE_ALIASES = {
  id: ['id', 'sector', 'sectorid', 'cell', 'cellid', 'cellindex', 'cellname', 'txid', 'transmitter', 'name'],
  site: ['site', 'siteid', 'sitename', 'enodeb', 'enb', 'gnb'],
  lat: ['lat', 'latitude', 'latdeg', 'latwgs84', 'latwgs84derived'],
  lon: ['lon', 'lng', 'long', 'longitude', 'londeg', 'lonwgs84', 'lonwgs84derived'],
  x: ['x', 'xm', 'localx'],
  y: ['y', 'ym', 'localy'],
  height: ['height', 'heightm', 'antennaheight', 'agl', 'heightagl'],
  z: ['z', 'zm'],
  azimuth: ['azimuth', 'azimut', 'azimuthdeg', 'bearing', 'az'],
  downtilt: ['downtilt', 'tilt', 'downtiltdeg', 'totaltilt', 'totaldowntilt'],
  electricalTilt: ['electricaldowntilt', 'electricaltilt', 'etilt', 'ret'],
  mechanicalTilt: ['mechanicaldowntilt', 'mechanicaltilt', 'mtilt'],
  frequency: ['frequency', 'freq', 'frequencyhz', 'frequencymhz', 'frequencyband', 'carrier'],
  power: ['power', 'powerdbm', 'txpower', 'rspower', 'referencesignalpower'],
  eirp: ['eirp', 'eirpdbm'],
  powerPer: ['powerper'],
  bandwidth: ['bandwidth', 'bandwidthhz', 'bandwidthmhz', 'bw'],
  pattern: ['pattern', 'antenna', 'antennapattern', 'antennaname'],
  polarisation: ['polarisation', 'polarization', 'pol'],
  losses: ['losses', 'loss', 'lossesdb', 'feederloss'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SiteField = keyof typeof SITE_ALIASES;

export interface SiteRecord {
  /** Text of a field; undefined or blank where the list does not say. */
  get(field: SiteField): string | undefined;
  /** Where it stands, e.g. `sites.csv, row 7 (line 8)`. */
  readonly place: string;
  readonly delimiter: string;
  /** True where the list's power is known to be that of one resource element by its column's name. */
  readonly powerIsPerRe: boolean;
  /** Reads a pattern that is neither of the named ones, e.g. an .msi file; undefined refuses them. */
  readonly readPattern?: ((name: string) => TabulatedPattern) | undefined;
}

export const NAMED_PATTERNS: readonly NamedPattern[] = ['iso', 'dipole', 'hw_dipole', 'tr38901'];
export const POLARISATIONS: readonly Polarisation[] = ['V', 'H', 'VH', 'cross'];

/** Reads one record; every value out of its range is refused with its place, the value, the rule and the cure. */
export function draftOfRecord(record: SiteRecord): SectorDraft {
  const { place } = record;
  const id = record.get('id')?.trim() ?? '';
  if (id === '') throw badInput(`${place}: the id is blank; every sector needs its own id`);
  const mechanical = number(record, 'mechanicalTilt', -90, 90, 'degrees');
  const electrical = number(record, 'electricalTilt', -90, 90, 'degrees');
  const parts =
    mechanical === undefined && electrical === undefined ? undefined : (mechanical ?? 0) + (electrical ?? 0);
  const optional = {
    heightAboveGroundM: number(record, 'height', 0, 1000, 'metres above ground'),
    zM: number(record, 'z', -1000, 10_000, 'metres in the scene frame'),
    azimuthDeg: bearing(number(record, 'azimuth', -360, 360, 'degrees clockwise from north')),
    downtiltDeg: number(record, 'downtilt', -90, 90, 'degrees, positive down') ?? parts,
    frequencyHz: frequency(record),
    powerPer: powerPer(record),
    bandwidthHz: bandwidth(record),
    polarisation: polarisation(record),
    lossesDb: number(record, 'losses', -200, 200, 'dB'),
    pattern: pattern(record),
    ...power(record),
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { id, siteId: record.get('site')?.trim() || id, place, position: position(record), ...given };
}

function position(record: SiteRecord): SectorDraft['position'] {
  const latDeg = number(record, 'lat', -90, 90, 'degrees of latitude (are lat and lon swapped?)');
  const lonDeg = number(record, 'lon', -180, 180, 'degrees of longitude');
  if (latDeg !== undefined && lonDeg !== undefined) {
    if (latDeg === 0 && lonDeg === 0) {
      throw badInput(`${record.place}: lat 0, lon 0 lies in the Gulf of Guinea; give the true position`);
    }
    return { kind: 'wgs84', latDeg, lonDeg };
  }
  const x = number(record, 'x', -1e6, 1e6, 'metres in the scene frame (projected coordinates? give lat and lon)');
  const y = number(record, 'y', -1e6, 1e6, 'metres in the scene frame (projected coordinates? give lat and lon)');
  if (x !== undefined && y !== undefined) return { kind: 'local', x, y };
  throw badInput(
    `${record.place}: no position; fill in lat and lon (WGS 84 degrees) or x and y (metres in the scene frame)`,
  );
}

function number(record: SiteRecord, field: SiteField, min: number, max: number, unit: string): number | undefined {
  const text = record.get(field);
  const read = fieldNumber(text, record.delimiter);
  if (read.kind === 'missing') return undefined;
  if (read.kind === 'text')
    throw badInput(`${record.place}: ${field} "${text}" is not a number; write ${unit}, e.g. 10.5`);
  if (read.value < min || read.value > max) {
    throw badInput(`${record.place}: ${field} ${read.value} is outside ${min} to ${max} ${unit}`);
  }
  return read.value;
}

function bearing(value: number | undefined): number | undefined {
  return value === undefined ? undefined : ((value % 360) + 360) % 360;
}

function frequency(record: SiteRecord): number | undefined {
  const value = number(record, 'frequency', 0, 1e12, 'Hz or MHz');
  if (value === undefined) return undefined;
  if (value >= 3e7 && value <= 3e11) return value;
  if (value >= 30 && value <= 3e5) return value * 1e6;
  throw badInput(`${record.place}: frequency ${value} is neither MHz (30 to 300000) nor Hz (3e7 to 3e11)`);
}

function bandwidth(record: SiteRecord): number | undefined {
  const value = number(record, 'bandwidth', 0, 1e10, 'Hz or MHz');
  if (value === undefined) return undefined;
  if (value >= 1e5) return value;
  if (value > 0 && value <= 2000) return value * 1e6;
  throw badInput(`${record.place}: bandwidth ${value} is neither MHz (up to 2000) nor Hz (from 1e5)`);
}

/** Power at the antenna's port, or the EIRP, which is turned into one when the pattern is known. */
function power(record: SiteRecord): Pick<SectorDraft, 'powerDbm' | 'eirpDbm'> {
  const powerDbm = number(record, 'power', -60, 100, 'dBm');
  const eirpDbm = number(record, 'eirp', -60, 130, 'dBm');
  if (powerDbm !== undefined && eirpDbm !== undefined) {
    throw badInput(`${record.place}: power ${powerDbm} and eirp ${eirpDbm} both say what is sent; keep one of them`);
  }
  return { ...(powerDbm === undefined ? {} : { powerDbm }), ...(eirpDbm === undefined ? {} : { eirpDbm }) };
}

function powerPer(record: SiteRecord): 'total' | 're' | undefined {
  const text = record.get('powerPer')?.trim().toLowerCase();
  if (text === undefined || text === '') return record.powerIsPerRe ? 're' : undefined;
  if (text === 'total' || text === 're') return text;
  throw badInput(`${record.place}: power_per "${text}" must be total (whole carrier) or re (one resource element)`);
}

function pattern(record: SiteRecord): SectorDraft['pattern'] {
  const text = record.get('pattern')?.trim();
  if (text === undefined || text === '') return undefined;
  const named = NAMED_PATTERNS.find((p) => p === text.toLowerCase());
  if (named !== undefined) return named;
  if (record.readPattern) return record.readPattern(text);
  throw badInput(`${record.place}: pattern "${text}" is not one of ${NAMED_PATTERNS.join(', ')}`);
}

function polarisation(record: SiteRecord): Polarisation | undefined {
  const text = record.get('polarisation')?.trim();
  if (text === undefined || text === '') return undefined;
  const found = POLARISATIONS.find((p) => p.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  throw badInput(`${record.place}: polarisation "${text}" is not one of ${POLARISATIONS.join(', ')}`);
}

/** A second record with the id of an earlier one makes `--sector` ambiguous. */
export function refuseTwins(drafts: readonly SectorDraft[]): readonly SectorDraft[] {
  const seen = new Map<string, string>();
  for (const draft of drafts) {
    const earlier = seen.get(draft.id);
    if (earlier !== undefined) {
      throw badInput(
        `${draft.place}: the id "${draft.id}" was already used at ${earlier}; give every sector its own id`,
      );
    }
    seen.set(draft.id, draft.place);
  }
  return drafts;
}
