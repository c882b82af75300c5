import type { FolderEntry, ImportedFolder } from '../io/imports/import-folder.ts';
import { type MeasurementSet, rejectedByReason } from '../measurements/measurement-set.ts';
import { alignedRows } from './aligned-rows.ts';
import { type ImportDocument, importDocument } from './import-report.ts';
import { measurementFacts } from './measurement-facts.ts';

/** A file of a folder: what `import` says of it alone, or why there is nothing to say. */
type FolderFileDocument =
  | (Omit<ImportDocument, 'ledger'> & { readonly reason: null })
  | { readonly file: string; readonly kind: 'track' | 'copy' | null; readonly reason: string | null };

/** What `import` prints of a folder; docs/import.md tells every key. */
export interface FolderDocument {
  readonly file: string;
  readonly kind: 'folder';
  readonly files: readonly FolderFileDocument[];
  /** All measurements of the folder together. */
  readonly measurements:
    | (Pick<MeasurementSet, 'rows' | 'issues'> & {
        readonly files: number;
        readonly accepted: number;
        readonly rejected: ReturnType<typeof rejectedByReason>;
      } & ReturnType<typeof measurementFacts>)
    | null;
  readonly ledger: string | null;
}

export function folderDocument(
  file: string,
  { entries, measurements: set }: ImportedFolder,
  ledger: string | null,
): FolderDocument {
  return {
    file,
    kind: 'folder',
    files: entries.map(documentOf),
    measurements: set && {
      files: entries.filter((entry) => entry.kind === 'read' && entry.imported.kind === 'measurements').length,
      rows: set.rows,
      accepted: set.count,
      rejected: rejectedByReason(set),
      ...measurementFacts(set),
      issues: set.issues,
    },
    ledger,
  };
}

function documentOf(entry: FolderEntry): FolderFileDocument {
  const { name } = entry;
  switch (entry.kind) {
    case 'read': {
      const { ledger: _, ...document } = importDocument(name, entry.imported, null);
      return { ...document, reason: null };
    }
    case 'track':
      return { file: name, kind: 'track', reason: null };
    case 'copy':
      return { file: name, kind: 'copy', reason: `${name}: the same bytes as ${entry.of}, which is read` };
    case 'refused':
      return { file: name, kind: null, reason: entry.reason };
  }
}

export function folderText({ file, files, measurements, ledger }: FolderDocument): string[] {
  const rows = files.map((one) =>
    'rows' in one
      ? [one.file, one.kind, one.layout ?? one.format ?? '', `${one.rows}`, `${one.accepted}`]
      : [one.file, one.kind ?? 'refused', '', '', ''],
  );
  return [
    `${file}: a folder of ${files.length} files`,
    '',
    ...alignedRows([['file', 'holds', 'as', 'rows', 'accepted'], ...rows], [0, 1, 2]),
    '',
    ...(measurements ? [`measurements together: ${measurements.rows} rows, ${measurements.accepted} accepted`] : []),
    ...Object.entries(measurements?.rejected ?? {}).map(([reason, count]) => `  ${reason}  ${count}`),
    ...files.flatMap(({ reason }) => (reason === null ? [] : `note: ${reason}`)),
    ...(ledger === null ? [] : [`written: ${ledger}`]),
  ];
}
