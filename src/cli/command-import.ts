import { basename } from 'node:path';
import { importFile } from '../io/imports/import-file.ts';
import { ledgerCsv } from '../io/imports/ledger.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import { optional, required } from './arguments.ts';
import type { Command } from './command.ts';
import { importDocument, importText } from './import-report.ts';
import { MEASUREMENT_FILE_OPTIONS, measurementFileOptions, readingOptions } from './measurement-file.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'what a file of measurements, sites, antennas or a grid holds: columns, units, rows accepted and rejected',
  usage: 'import --in FILE [--mapping FILE.json] [--epsg N] [--track FILE.gpx] [--ledger FILE.csv] [--json]',
  options: {
    in: {
      value: 'FILE',
      help: 'a table (CSV, XLSX, KML, GeoPackage ...), antenna file, GeoTIFF or .npy, plain or in a zip or gz',
    },
    ...MEASUREMENT_FILE_OPTIONS,
    mapping: { value: 'FILE.json', help: 'which column holds what; makes the file measurements' },
    ledger: { value: 'FILE.csv', help: 'write every rejected row with its part, line and reason' },
  },
  async run(args, terminal) {
    const path = required(args, 'in', 'a file of measurements, sites, antennas or a grid');
    const imported = await importFile(
      basename(path),
      await readFileBytes(path),
      await readingOptions(measurementFileOptions(args)),
    );
    const ledger = optional(args, 'ledger') ?? null;
    if (ledger !== null) await writeFileAtomically(ledger, ledgerCsv(imported));
    const document = importDocument(basename(path), imported, ledger);
    terminal.result(document, importText(document));
  },
};
