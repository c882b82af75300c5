import type { MeasurementSet } from '../../measurements/measurement-set.ts';
import { REJECTION_REASONS } from '../../measurements/measurement-set.ts';
import { csvText } from '../formats/map-csv.ts';
import { joinBytes } from '../join-bytes.ts';
import { SITE_REASONS } from '../sites/site-rows.ts';
import type { ImportedFile } from './import-file.ts';
import type { FolderEntry } from './import-folder.ts';

/** A row that was left out. */
interface LedgerRow {
  readonly part: string;
  readonly line: number;
  readonly reason: string;
  /** The rule, or the whole message where there is one for the row. */
  readonly message: string;
}

const LINES_A_PIECE = 2 ** 16;

/** Every row that was left out, as CSV: part, line, reason, message. A text that a spreadsheet would take for a formula is no formula. */
export function ledgerCsv(imported: ImportedFile): Uint8Array<ArrayBuffer> {
  return csvOf(ledgerRows(imported));
}

/** The same of all files of a folder. */
export function folderLedgerCsv(entries: readonly FolderEntry[]): Uint8Array<ArrayBuffer> {
  const rows = function* () {
    for (const entry of entries) {
      if (entry.kind !== 'read') continue;
      for (const row of ledgerRows(entry.imported)) yield { ...row, part: row.part || entry.name };
    }
  };
  return csvOf(rows());
}

/** The same of measurements that were read before. */
export function measurementLedgerCsv(set: MeasurementSet): Uint8Array<ArrayBuffer> {
  return csvOf(measurementRows(set));
}

function csvOf(rows: Iterable<LedgerRow>): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  let lines = ['part,line,reason,message'];
  const flush = () => {
    pieces.push(new TextEncoder().encode(`${lines.join('\n')}\n`));
    lines = [];
  };
  for (const { part, line, reason, message } of rows) {
    lines.push([csvText(part), line, reason, csvText(message)].join(','));
    if (lines.length === LINES_A_PIECE) flush();
  }
  if (lines.length > 0) flush();
  return joinBytes(pieces);
}

function* ledgerRows(imported: ImportedFile): Generator<LedgerRow> {
  if (imported.kind === 'measurements') yield* measurementRows(imported.set);
  else if (imported.kind === 'sites') {
    const { parts, rejections } = imported.sites;
    for (const { part, line, reason, message } of rejections) {
      yield { part: parts[part]?.name ?? '', line, reason, message: message || SITE_REASONS[reason] };
    }
  } else if (imported.kind === 'antennas') {
    for (const { line, message } of imported.antennas.rejections)
      yield { part: '', line, reason: 'invalid-row', message };
  }
}

function* measurementRows({ parts, rejections }: MeasurementSet): Generator<LedgerRow> {
  for (const { part, reason, lines } of rejections) {
    for (const line of lines) yield { part: parts[part]!.name, line, reason, message: REJECTION_REASONS[reason] };
  }
}
