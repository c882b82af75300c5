import { badInput } from '../../units/errors.ts';
import { baseName } from '../archive.ts';
import { type AntennaSet, CUT_DEGREES } from './antenna-set.ts';

const LINES = 2 * CUT_DEGREES;
/** Line of the vertical cut that looks along the horizon; the first looks straight up, the 181st straight down. */
const HORIZON = 90;
/** How far above the peak a gain may lie that was rounded [dB]. */
const ROUNDING_DB = 0.05;

/** True for text whose lines hold one number each, 720 or about as many: a pattern of Radio Mobile, version 3, whole or damaged. */
export function isRadioMobileAnt(text: string): boolean {
  const lines = text.trim().split(/\r?\n/);
  if (lines.length < CUT_DEGREES || lines.length > LINES + 10) return false;
  return lines.slice(0, 20).every((line) => /^\s*[+-]?\d+([.,]\d+)?\s*$/.test(line));
}

/**
 * Reads an antenna of Radio Mobile, version 3 (.ant): 360 gains [dB, the peak is 0 or less] of the horizontal cut, clockwise from ahead,
 * then 360 of the vertical one, from straight up over the horizon ahead, straight down and the horizon behind.
 * @throws UserError('bad-input') naming the line: not 720 numbers, gains above the peak.
 */
export function readRadioMobileAnt(text: string, name: string): AntennaSet {
  const lines = text.trim().split(/\r?\n/);
  if (lines.length !== LINES) {
    throw badInput(`${name}: ${lines.length} lines; a Radio Mobile pattern (version 3) has 720 gains, 360 a cut`);
  }
  const gains = lines.map((line, i) => {
    const gain = /^\s*[+-]?\d+([.,]\d+)?\s*$/.test(line) ? Number(line.trim().replace(',', '.')) : Number.NaN;
    if (Number.isNaN(gain)) throw badInput(`${name}, line ${i + 1}: "${line.trim().slice(0, 40)}" is no gain [dB]`);
    if (gain > ROUNDING_DB) {
      throw badInput(`${name}, line ${i + 1}: gain ${gain} dB is above the peak; gains are 0 or less, relative to it`);
    }
    return Math.min(0, gain);
  });
  const horizontal = Float64Array.from({ length: CUT_DEGREES }, (_, degree) => 0 - gains[degree]!);
  const vertical = Float64Array.from(
    { length: CUT_DEGREES },
    (_, degree) => 0 - gains[CUT_DEGREES + ((degree + HORIZON) % CUT_DEGREES)]!,
  );
  const pattern = {
    kind: 'table',
    name: baseName(name).replace(/\.ant$/i, ''),
    peakGainDbi: 0,
    horizontalLossDb: horizontal,
    verticalLossDb: vertical,
  } as const;
  return {
    format: 'Radio Mobile, version 3',
    antennas: [{ pattern, frequencyHz: null, electricalDowntiltDeg: null }],
    rejections: [],
    issues: [
      {
        kind: 'warning',
        code: 'no-peak-gain',
        count: 1,
        message: `${name}: the file tells no gain, only the shape; the peak is taken as 0 dBi, so give the sector's power as EIRP, or use a file with a gain`,
      },
    ],
  };
}
