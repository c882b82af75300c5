import { DIPOLE_DBI } from '../../radio/antenna-pattern.ts';
import { badInput, type Issue, UserError } from '../../units/errors.ts';
import type { NamedTable } from '../tables/table-formats.ts';
import { fieldNumber, matchColumns } from '../tables/table-number.ts';
import type { Antenna, AntennaRejection, AntennaSet } from './antenna-set.ts';
import { readAtollCuts } from './atoll-pattern.ts';

const ALIASES = {
  name: ['name', 'antenna', 'antennaname'],
  gain: ['gain'],
  pattern: ['pattern', 'diagram'],
  frequency: ['frequency', 'freq'],
  tilt: ['patternelectricaltilt', 'electricaltilt', 'etilt'],
} as const;

/** True for Atoll's table of antennas: names, gains, and patterns that are long lists of numbers. */
export function isAtollAntennas(columns: readonly string[]): boolean {
  const at = matchColumns(columns, ALIASES);
  return at.name >= 0 && at.gain >= 0 && at.pattern >= 0;
}

/**
 * Reads Atoll's table of antennas, one pattern a row. A gain is in dBi unless its column says dBd; vertical angles run downwards from
 * the horizon. A row that cannot be used is left out with its reason.
 */
export function readAtollAntennas({ name, table }: NamedTable): AntennaSet {
  const at = matchColumns(table.columns, ALIASES);
  const gainColumn = table.columns[at.gain] ?? '';
  const antennas: Antenna[] = [];
  const rejections: AntennaRejection[] = [];
  const counts = { others: 0, interpolated: 0 };
  const number = (fields: readonly string[], index: number) => {
    const read = fieldNumber(fields[index], table.delimiter);
    return index >= 0 && read.kind === 'value' ? read.value : null;
  };
  table.forEachRow((fields, line) => {
    const place = `${name}, ${table.counts} ${line}`;
    try {
      const gain = number(fields, at.gain);
      if (gain === null) throw badInput(`${place}: gain "${fields[at.gain] ?? ''}" is not a number; write dBi`);
      const cuts = readAtollCuts(fields[at.pattern] ?? '', place);
      counts.others += cuts.others;
      if (cuts.interpolated) counts.interpolated++;
      const megahertz = number(fields, at.frequency);
      antennas.push({
        pattern: {
          kind: 'table',
          name: fields[at.name] ?? '',
          peakGainDbi: /dbd/i.test(gainColumn) ? gain + DIPOLE_DBI : gain,
          horizontalLossDb: cuts.horizontalLossDb,
          verticalLossDb: cuts.verticalLossDb,
        },
        frequencyHz: megahertz === null || megahertz <= 0 ? null : megahertz * 1e6,
        electricalDowntiltDeg: number(fields, at.tilt),
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      rejections.push({ line, message: error.message });
    }
  });
  return {
    format: "Atoll's table of antennas",
    antennas,
    rejections,
    issues: said(name, gainColumn, antennas.length, counts),
  };
}

function said(
  name: string,
  gainColumn: string,
  antennas: number,
  counts: { others: number; interpolated: number },
): Issue[] {
  const found: [string, number, string][] = [
    [
      'gain-without-unit',
      /db[id]/i.test(gainColumn) ? 0 : antennas,
      'gains have no unit and are taken as dBi, as Atoll keeps them',
    ],
    ['further-cuts', counts.others, 'cuts beside the first horizontal and vertical ones are not used'],
    [
      'interpolated',
      counts.interpolated,
      'patterns have fewer than 360 angles; those between are filled in along straight lines',
    ],
  ];
  return found
    .filter(([, count]) => count > 0)
    .map(([code, count, text]) => ({ kind: 'warning', code, count, message: `${name}: ${count} ${text}` }));
}
