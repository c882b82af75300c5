import { REJECTION_REASONS } from '../../measurements/measurement-set.ts';
import { csvText } from '../formats/map-csv.ts';
import { joinBytes } from '../join-bytes.ts';
import { SITE_REASONS } from '../sites/site-rows.ts';
import type { ImportedFile } from './import-file.ts';

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
export function ledgerCsv(imported: ImportedFile): Uint8Array {
  const pieces: Uint8Array[] = [];
  let lines = ['part,line,reason,message'];
  const flush = () => {
    pieces.push(new TextEncoder().encode(`${lines.join('\n')}\n`));
    lines = [];
  };
  for (const { part, line, reason, message } of ledgerRows(imported)) {
    lines.push([csvText(part), line, reason, csvText(message)].join(','));
    if (lines.length === LINES_A_PIECE) flush();
  }
  if (lines.length > 0) flush();
  return joinBytes(pieces);
}

function* ledgerRows(imported: ImportedFile): Generator<LedgerRow> {
  if (imported.kind === 'measurements') {
    const { parts, rejections } = imported.set;
    for (const { part, reason, lines } of rejections) {
      for (const line of lines) yield { part: parts[part]!.name, line, reason, message: REJECTION_REASONS[reason] };
    }
  } else if (imported.kind === 'sites') {
    const { parts, rejections } = imported.sites;
    for (const { part, line, reason, message } of rejections) {
      yield { part: parts[part]?.name ?? '', line, reason, message: message || SITE_REASONS[reason] };
    }
  } else if (imported.kind === 'antennas') {
    for (const { line, message } of imported.antennas.rejections)
      yield { part: '', line, reason: 'invalid-row', message };
  }
}
