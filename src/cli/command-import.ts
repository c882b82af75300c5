import { basename } from 'node:path';
import { importFile } from '../io/imports/import-file.ts';
import { folderLedgerCsv, ledgerCsv } from '../io/imports/ledger.ts';
import type { ReadMeasurementsOptions } from '../io/measurements/read-measurements.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { isFolder, writeFileAtomically } from '../io/node-files.ts';
import { badInput } from '../units/errors.ts';
import { optional, required } from './arguments.ts';
import type { Command } from './command.ts';
import { folderDocument, folderText } from './folder-report.ts';
import { importDocument, importText } from './import-report.ts';
import {
  MEASUREMENT_FILE_OPTIONS,
  measurementFileOptions,
  nothingIn,
  onFileOf,
  readFolder,
  readingOptions,
} from './measurement-file.ts';
import type { Terminal } from './terminal.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'what a file of measurements, sites, antennas or a grid holds: columns, units, rows accepted and rejected',
  usage: 'import --in FILE|DIR [--mapping FILE.json] [--epsg N] [--track FILE.gpx] [--ledger FILE.csv] [--json]',
  options: {
    in: {
      value: 'FILE|DIR',
      help: 'a table (CSV, XLSX, KML, GeoPackage ...), antenna file, GeoTIFF or .npy, plain or in a zip or gz; or a folder of them',
    },
    ...MEASUREMENT_FILE_OPTIONS,
    mapping: { value: 'FILE.json', help: 'which column holds what; makes the file measurements' },
    ledger: { value: 'FILE.csv', help: 'write every rejected row with its part, line and reason' },
  },
  async run(args, terminal) {
    const path = required(args, 'in', 'a file of measurements, sites, antennas or a grid, or a folder of them');
    const options = await readingOptions(measurementFileOptions(args));
    const ledger = optional(args, 'ledger') ?? null;
    if (await isFolder(path)) return importWhole(path, options, ledger, terminal);
    const imported = await importFile(basename(path), await readFileBytes(path), options);
    if (ledger !== null) await writeFileAtomically(ledger, ledgerCsv(imported));
    const document = importDocument(basename(path), imported, ledger);
    terminal.result(document, importText(document));
  },
};

async function importWhole(
  path: string,
  options: ReadMeasurementsOptions,
  ledger: string | null,
  terminal: Terminal,
): Promise<void> {
  const { name, folder } = await readFolder(path, options, onFileOf(terminal));
  const document = folderDocument(name, folder, ledger);
  const none = folder.entries.every(({ kind }) => kind === 'refused');
  if (none) throw badInput(nothingIn(name, folder));
  if (ledger !== null) await writeFileAtomically(ledger, folderLedgerCsv(folder.entries));
  terminal.result(document, folderText(document));
}
