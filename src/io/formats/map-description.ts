import { deflateSync, inflateSync } from 'fflate';
import type { SectionLine } from '../../propagation/receivers/place-section.ts';
import type { GeoFrame } from '../../raster/geo-frame.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { badInput } from '../../units/errors.ts';

/** A transmitter as a written map remembers it: enough to break errors down by distance. */
export interface DescribedSector {
  readonly id: string;
  /** Position in the scene frame [m]. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/**
 * What a map file says about itself: beside a .npy as `<file>.json`, inside a .tif as the image description. `layer` is the
 * option of `predict`, `unit` that of its values ("" for codes).
 */
export interface MapDescription {
  readonly format: 'boresight-map';
  readonly version: 1;
  readonly layer: string;
  readonly unit: string;
  readonly grid: RasterGrid;
  readonly frame: GeoFrame | null;
  readonly scene: string;
  readonly engine: string;
  readonly receiverZM: number;
  /** Only of an upright map: the line that it stands on. Its grid counts metres along it instead of x, and z instead of y. */
  readonly section?: SectionLine;
  readonly sectors: readonly DescribedSector[];
  /** Names of the codes 0, 1, 2 ... of a layer of classes. */
  readonly classes?: readonly string[];
  /** One bit a cell, packed, deflated and in base 64: 1 where the transmitter is in sight. */
  readonly lineOfSight?: string;
}

/** A map read back: values row by row from the north (NaN = no data), with what the file says about them. */
export interface MapFile {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  /** Null where the file carries no place: values can then only be compared cell by cell. */
  readonly grid: RasterGrid | null;
  readonly frame: GeoFrame | null;
  readonly description: MapDescription | null;
}

/** Packs flags (0 or 1 a cell) into the text of `MapDescription.lineOfSight`. */
export function packFlags(flags: Uint8Array): string {
  const bits = new Uint8Array(Math.ceil(flags.length / 8));
  for (let i = 0; i < flags.length; i++) {
    if (flags[i]) bits[i >> 3] = bits[i >> 3]! | (128 >> (i & 7));
  }
  let text = '';
  for (const byte of deflateSync(bits)) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The flags of `count` cells. */
export function unpackFlags(text: string, count: number, name: string): Uint8Array {
  const flags = new Uint8Array(count);
  let bits: Uint8Array;
  try {
    // A fixed size: a crafted stream cannot grow past the bits that the map needs.
    bits = inflateSync(
      Uint8Array.from(atob(text), (c) => c.charCodeAt(0)),
      { out: new Uint8Array(Math.ceil(count / 8)) },
    );
  } catch {
    throw badInput(`${name}: its line-of-sight layer cannot be unpacked; write the map again with boresight predict`);
  }
  for (let i = 0; i < count; i++) flags[i] = (bits[i >> 3]! >> (7 - (i & 7))) & 1;
  return flags;
}

/** Reads a description and holds it to its own rules; null where the JSON is of something else. */
export function parseMapDescription(text: string, name: string): MapDescription | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(json) || json.format !== 'boresight-map') return null;
  if (json.version !== 1) {
    throw badInput(`${name}: map description of version ${String(json.version)}; this program reads version 1`);
  }
  const grid = readGrid(json.grid, name);
  const frame = json.frame === null ? null : readFrame(json.frame, name);
  const sectors = Array.isArray(json.sectors) ? json.sectors.flatMap(readSector) : [];
  const text1 = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    format: 'boresight-map',
    version: 1,
    layer: text1(json.layer),
    unit: text1(json.unit),
    grid,
    frame,
    scene: text1(json.scene),
    engine: text1(json.engine),
    receiverZM: isFiniteNumber(json.receiverZM) ? json.receiverZM : 0,
    sectors,
    ...(isRecord(json.section) ? { section: readSection(json.section, name) } : {}),
    ...(Array.isArray(json.classes) ? { classes: json.classes.map(text1) } : {}),
    ...(typeof json.lineOfSight === 'string' ? { lineOfSight: json.lineOfSight } : {}),
  };
}

function readSection({ from, to }: Record<string, unknown>, name: string): SectionLine {
  const isPoint = (p: unknown): p is [number, number] => Array.isArray(p) && p.length === 2 && p.every(isFiniteNumber);
  if (isPoint(from) && isPoint(to)) return { from, to };
  throw badInput(`${name}: the section of the map description is damaged; write the map again with boresight predict`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function readGrid(value: unknown, name: string): RasterGrid {
  if (isRecord(value)) {
    const { columns, rows, cellSizeM, westM, northM } = value;
    if (
      isFiniteNumber(columns) &&
      isFiniteNumber(rows) &&
      isFiniteNumber(cellSizeM) &&
      isFiniteNumber(westM) &&
      isFiniteNumber(northM)
    ) {
      if (Number.isInteger(columns) && Number.isInteger(rows) && columns > 0 && rows > 0 && cellSizeM > 0) {
        return { columns, rows, cellSizeM, westM, northM };
      }
    }
  }
  throw badInput(`${name}: the grid of the map description is damaged; write the map again with boresight predict`);
}

function readFrame(value: unknown, name: string): GeoFrame {
  if (isRecord(value)) {
    const { centralMeridianDeg, scaleFactor, falseEastingM, falseNorthingM, originEastingM, originNorthingM, epsg } =
      value;
    if (
      isFiniteNumber(centralMeridianDeg) &&
      isFiniteNumber(scaleFactor) &&
      isFiniteNumber(falseEastingM) &&
      isFiniteNumber(falseNorthingM) &&
      isFiniteNumber(originEastingM) &&
      isFiniteNumber(originNorthingM)
    ) {
      return {
        centralMeridianDeg,
        scaleFactor,
        falseEastingM,
        falseNorthingM,
        originEastingM,
        originNorthingM,
        epsg: isFiniteNumber(epsg) ? epsg : null,
      };
    }
  }
  throw badInput(`${name}: the frame of the map description is damaged; write the map again with boresight predict`);
}

function readSector(value: unknown): DescribedSector[] {
  if (!isRecord(value) || typeof value.id !== 'string') return [];
  const { id, x, y, z } = value;
  return isFiniteNumber(x) && isFiniteNumber(y) && isFiniteNumber(z) ? [{ id, x, y, z }] : [];
}
