import { wgs84FromLocal } from '../../raster/geo-frame.ts';
import { cellCentre } from '../../raster/raster-grid.ts';
import { joinBytes } from '../join-bytes.ts';
import type { MapDescription } from './map-description.ts';

/**
 * A map as CSV (RFC 4180): one line a cell that holds a value, with its centre in the scene frame, on the Earth where the scene has
 * a place, and the value; units stand in the header. Codes come with the name of their class.
 */
export function csvOfMap(values: Float32Array, description: MapDescription): Uint8Array<ArrayBuffer> {
  const { grid, frame, unit, layer, classes } = description;
  const columns = ['x [m]', 'y [m]'];
  if (frame) columns.push('lat [deg]', 'lon [deg]');
  columns.push(unit === '' ? layer : `${layer} [${unit}]`);
  if (classes) columns.push(`${layer} name`);
  const names = classes?.map(csvText) ?? null;
  const text = new LongText();
  text.line(columns.map(csvText).join(','));
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    const { x, y } = cellCentre(grid, index);
    let line = `${metres(x)},${metres(y)},`;
    if (frame) {
      const { latDeg, lonDeg } = wgs84FromLocal(frame, x, y);
      line += `${latDeg.toFixed(7)},${lonDeg.toFixed(7)},`;
    }
    line += shortest(value);
    text.line(names ? `${line},${names[value] ?? ''}` : line);
  });
  return text.bytes();
}

const LINES_A_PIECE = 2 ** 16;

/** Lines that may come to more than the longest string there is. */
class LongText {
  readonly #pieces: Uint8Array[] = [];
  #lines: string[] = [];

  line(text: string): void {
    this.#lines.push(text);
    if (this.#lines.length === LINES_A_PIECE) this.#flush();
  }

  bytes(): Uint8Array<ArrayBuffer> {
    this.#flush();
    return joinBytes(this.#pieces);
  }

  #flush(): void {
    this.#pieces.push(new TextEncoder().encode(this.#lines.map((line) => `${line}\n`).join('')));
    this.#lines = [];
  }
}

/** To a micrometre: no digits that the grid's arithmetic made up. */
function metres(value: number): number {
  return Number(value.toFixed(6));
}

/** The fewest digits that give the same float32 again. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return String(text);
  }
  return String(value);
}

/**
 * A field of text. One that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line end) gets an
 * apostrophe before it; commas, quotes and line ends are quoted.
 */
export function csvText(text: string): string {
  const tame = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}
