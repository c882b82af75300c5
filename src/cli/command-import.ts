import { basename } from 'node:path';
import { importFile } from '../io/imports/import-file.ts';
import { ledgerCsv } from '../io/imports/ledger.ts';
import { readMapping } from '../io/measurements/mapping-json.ts';
import type { ReadMeasurementsOptions } from '../io/measurements/read-measurements.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, optional, required } from './arguments.ts';
import type { Command } from './command.ts';
import { importDocument, importText } from './import-report.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'what a file of measurements, sites, antennas or a grid holds: columns, units, rows accepted and rejected',
  usage: 'import --in FILE [--mapping FILE.json] [--epsg N] [--track FILE.gpx] [--ledger FILE.csv] [--json]',
  options: {
    in: {
      value: 'FILE',
      help: 'a table (CSV, XLSX, KML, GeoPackage ...), antenna file, GeoTIFF or .npy, plain or in a zip or gz',
    },
    mapping: { value: 'FILE.json', help: 'which column holds what; makes the file measurements' },
    epsg: { value: 'N', help: 'EPSG code of projected metres that the file does not name, e.g. 32648' },
    track: { value: 'FILE.gpx', help: 'positions by time, for a table that has none' },
    ledger: { value: 'FILE.csv', help: 'write every rejected row with its part, line and reason' },
  },
  async run(args, terminal) {
    const path = required(args, 'in', 'a file of measurements, sites, antennas or a grid');
    const imported = await importFile(basename(path), await readFileBytes(path), await importOptions(args));
    const ledger = optional(args, 'ledger') ?? null;
    if (ledger !== null) await writeFileAtomically(ledger, ledgerCsv(imported));
    const document = importDocument(basename(path), imported, ledger);
    terminal.result(document, importText(document));
  },
};

async function importOptions(args: Arguments): Promise<ReadMeasurementsOptions> {
  const [mapping, track] = [optional(args, 'mapping'), optional(args, 'track')];
  const epsg = epsgOption(args);
  return {
    ...(mapping === undefined ? {} : readMapping(await readFileBytes(mapping), basename(mapping))),
    ...(track === undefined ? {} : { track: { name: basename(track), bytes: await readFileBytes(track) } }),
    ...(epsg === undefined ? {} : { epsg }),
  };
}

function epsgOption(args: Arguments): number | undefined {
  const text = optional(args, 'epsg');
  if (text === undefined) return undefined;
  const digits = /^(?:EPSG:)?(\d{4,6})$/i.exec(text)?.[1];
  if (digits === undefined)
    throw badInput(`${args.command}: --epsg ${text}: must be the number of a system, e.g. --epsg 32648`);
  return Number(digits);
}
