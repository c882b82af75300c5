import { DIPOLE_DBI, type TabulatedPattern } from '../../radio/antenna-pattern.ts';
import { badInput, type Issue } from '../../units/errors.ts';

/**
 * Reads an antenna pattern in MSI Planet format (.msi, .pln): `KEY value` lines, then `HORIZONTAL 360` and `VERTICAL 360`, each
 * with 360 lines of `degree loss`, where loss is dB below the peak (>= 0).
 * @throws UserError('bad-input') with file and line: no GAIN, a cut that is missing or not 360 whole degrees, negative losses, a frequency of 0.
 */
export function readMsiPattern(bytes: Uint8Array, name: string): TabulatedPattern {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  const at = (key: string) => lines.findIndex((line) => new RegExp(`^\\s*${key}\\b`, 'i').test(line));
  const horizontal = at('HORIZONTAL');
  const vertical = at('VERTICAL');
  if (horizontal < 0) throw badInput(`${name}: no HORIZONTAL cut; is this an MSI antenna file?`);
  if (vertical < 0)
    throw badInput(
      `${name}: no VERTICAL cut; add one (an antenna that is omnidirectional in elevation has 360 rows of 0)`,
    );
  refuseFrequency(lines[at('FREQUENCY')], name);
  return {
    kind: 'table',
    name: /^\s*NAME\s+(.+)$/im.exec(lines.slice(0, 10).join('\n'))?.[1]?.trim() ?? name,
    peakGainDbi: readGain(lines[at('GAIN')], name),
    horizontalLossDb: readCut(lines, horizontal, name),
    verticalLossDb: readCut(lines, vertical, name),
  };
}

/** GAIN of a pattern file is in dBd unless it says dBi. */
const GAIN = /^\s*GAIN\s+([+-]?[\d.,]+)[ \t]*(dBd|dBi)?/im;

/** A number with a decimal point or comma; NaN for anything else. */
function decimal(text: string | undefined): number {
  return text !== undefined && /^[+-]?\d*[.,]?\d+([.,])?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}

function readGain(line: string | undefined, name: string): number {
  const found = GAIN.exec(line ?? '');
  const value = decimal(found?.[1]);
  if (!found || !Number.isFinite(value))
    throw badInput(`${name}: GAIN is "${line?.trim() ?? 'missing'}"; write e.g. GAIN 17.5 dBi`);
  return found[2]?.toLowerCase() === 'dbi' ? value : value + DIPOLE_DBI;
}

/** A blank FREQUENCY is let pass, as it changes nothing; a number that is none shows a damaged file. */
function refuseFrequency(line: string | undefined, name: string): void {
  const text = line?.trim().split(/\s+/)[1];
  if (text === undefined || Number.isNaN(Number.parseFloat(text)) || Number.parseFloat(text) > 0) return;
  throw badInput(`${name}: FREQUENCY is ${text}; it must be above 0 [MHz], e.g. FREQUENCY 2600, or be left out`);
}

/**
 * What the reader had to assume: a GAIN without a unit is in dBd by the format's custom, yet many files mean dBi, 2.15 dB less.
 * @param name used in messages
 */
export function msiPatternIssues(bytes: Uint8Array, name: string): Issue[] {
  const text = new TextDecoder().decode(bytes);
  return [...gainIssues(text, name), ...commaIssues(text, name)];
}

function commaIssues(text: string, name: string): Issue[] {
  const count = text.match(/^\s*(GAIN\s+|\d+[.,]?\d*[ \t;]+)[+-]?\d+,\d/gim)?.length ?? 0;
  if (count === 0) return [];
  const message = `${name}: ${count} number${count === 1 ? ' is' : 's are'} written with a decimal comma, and read so`;
  return [{ kind: 'repaired', code: 'decimal-comma', message, count }];
}

function gainIssues(text: string, name: string): Issue[] {
  const gain = GAIN.exec(text);
  if (!gain || gain[2] !== undefined) return [];
  const dbi = (decimal(gain[1]) + DIPOLE_DBI).toFixed(2);
  const message = `${name}: GAIN ${gain[1]} has no unit and is taken as dBd (${dbi} dBi); write GAIN ${gain[1]} dBd or GAIN ${gain[1]} dBi to say which`;
  return [{ kind: 'warning', code: 'gain-without-unit', message, count: 1 }];
}

/** By blanks or semicolons, where commas may be decimal; by a comma where there is nothing else. */
function splitLine(line: string): string[] {
  const fields = line.split(/[\s;]+/);
  return fields.length > 1 ? fields.map((field) => field.replace(/,$/, '')) : line.split(',');
}

function readCut(lines: readonly string[], start: number, name: string): Float64Array {
  const losses = new Float64Array(360).fill(Number.NaN);
  const cut = lines[start]!.trim().split(/\s+/)[0]!.toUpperCase();
  for (let i = start + 1; i < lines.length; i++) {
    const fields = splitLine(lines[i]!.trim());
    if (fields[0] === '') continue;
    const degree = decimal(fields[0]);
    if (Number.isNaN(degree)) break;
    const loss = decimal(fields[1]);
    const where = `${name}, line ${i + 1}`;
    if (!Number.isInteger(degree) || degree < 0 || degree > 360) {
      throw badInput(`${where}: angle ${fields[0]} of ${cut}; angles are whole degrees from 0 to 359`);
    }
    if (!Number.isFinite(loss) || loss < 0 || fields.length < 2) {
      throw badInput(
        `${where}: loss "${fields[1] ?? ''}" of ${cut}; losses are dB below the peak, 0 or more (a negative one would exceed GAIN)`,
      );
    }
    // Some files close the circle with a row for 360.
    if (degree === 360) continue;
    if (!Number.isNaN(losses[degree]!))
      throw badInput(`${where}: angle ${degree} of ${cut} stands there twice; keep one`);
    losses[degree] = loss;
  }
  const missing = losses.findIndex((loss) => Number.isNaN(loss));
  if (missing >= 0) throw badInput(`${name}: angle ${missing} of ${cut} is missing; a cut has 360 rows, 0 to 359`);
  return losses;
}
