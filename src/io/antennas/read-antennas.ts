import { badInput, UserError } from '../../units/errors.ts';
import { openArchive } from '../archive.ts';
import { msiPatternIssues, readMsiPattern } from '../formats/msi-pattern.ts';
import { decodeText } from '../tables/decode-text.ts';
import { openDelimitedText } from '../tables/delimited-text.ts';
import type { AntennaSet } from './antenna-set.ts';
import { isAtollAntennas, readAtollAntennas } from './atoll-antennas.ts';
import { isRadioMobileAnt, readRadioMobileAnt } from './radio-mobile-ant.ts';

/** How much of a file is looked at to tell what it is. */
const HEAD_BYTES = 1 << 16;

type Kind = 'msi' | 'ant' | 'atoll';

/** What kind of antenna file this is by its content; null for any other file. */
export function antennaKind(bytes: Uint8Array, name: string): Kind | null {
  const head = new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES));
  if (head.includes('\0')) return null;
  if (/^\s*(HORIZONTAL|VERTICAL)\s+\d+/im.test(head) && /^\s*(NAME|GAIN|FREQUENCY|MAKE)\b/im.test(head)) return 'msi';
  if (isRadioMobileAnt(new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES)))) return 'ant';
  return /\bpattern\b/i.test(head.slice(0, 2000)) && isAtoll(bytes, name) ? 'atoll' : null;
}

function isAtoll(bytes: Uint8Array, name: string): boolean {
  try {
    return isAtollAntennas(openDelimitedText(bytes, name).columns);
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/**
 * The antennas of a file, or of all antenna files of an archive: MSI Planet, Atoll's table of antennas, Radio Mobile version 3. Null
 * where there are none.
 * @throws UserError('bad-input') for damaged files, naming line, value, rule and cure
 */
export function readAntennas(name: string, bytes: Uint8Array): AntennaSet | null {
  const sets: AntennaSet[] = [];
  const others: string[] = [];
  const files = openArchive(name, bytes);
  for (const [path, content] of files) {
    if (/(^|\/)(__MACOSX\/|\.)/.test(path)) continue;
    const label = files.size === 1 ? name : `${name}, ${path}`;
    const kind = antennaKind(content, label);
    if (kind === null) others.push(path);
    else sets.push(readOne(kind, content, label));
  }
  const first = sets[0];
  if (first === undefined) return null;
  if (sets.length > 1 && others.length > 0) {
    throw badInput(
      `${name}: ${others.length} of its files hold no antenna (${others.slice(0, 3).join(', ')}); open them apart`,
    );
  }
  if (others.length > 0) return null;
  return {
    format: [...new Set(sets.map(({ format }) => format))].join(', '),
    antennas: sets.flatMap(({ antennas }) => antennas),
    rejections: sets.flatMap(({ rejections }) => rejections),
    issues: sets.flatMap(({ issues }) => issues),
  };
}

function readOne(kind: Kind, bytes: Uint8Array, name: string): AntennaSet {
  if (kind === 'ant') return readRadioMobileAnt(decodeText(bytes, name).text, name);
  if (kind === 'atoll') return readAtollAntennas({ name, table: openDelimitedText(bytes, name) });
  const text = new TextDecoder().decode(bytes);
  const field = (key: string) => Number(new RegExp(`^\\s*${key}\\s+([\\d.]+)`, 'im').exec(text)?.[1] ?? Number.NaN);
  const [megahertz, tilt] = [field('FREQUENCY'), field('ELECTRICAL_TILT')];
  return {
    format: 'MSI Planet',
    antennas: [
      {
        pattern: readMsiPattern(bytes, name),
        frequencyHz: Number.isFinite(megahertz) ? megahertz * 1e6 : null,
        electricalDowntiltDeg: Number.isFinite(tilt) ? tilt : null,
      },
    ],
    rejections: [],
    issues: msiPatternIssues(bytes, name),
  };
}
