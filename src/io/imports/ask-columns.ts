import { UserError } from '../../units/errors.ts';
import type { ColumnQuestion } from '../measurements/column-question.ts';
import { columnQuestion } from '../measurements/column-question.ts';
import type { ReadMeasurementsOptions } from '../measurements/read-measurements.ts';
import { type NamedTable, openTables } from '../tables/table-formats.ts';
import { type FolderFile, LEFT_BEHIND, PROSE } from './import-folder.ts';
import { openJoined } from './import-tables.ts';

/**
 * What a person is to be asked of the columns of a file of tables.
 * @throws UserError('bad-input') for damaged files, and for tables that no choice of columns makes measurements
 */
export async function askColumns(
  name: string,
  bytes: Uint8Array,
  options: Pick<ReadMeasurementsOptions, 'known' | 'track'>,
): Promise<ColumnQuestion> {
  const { tables } = await openJoined(name, bytes, options);
  return columnQuestion(name, tables, options.known ?? []);
}

/** The same of several files that are opened together; prose beside them is not asked about. */
export async function askColumnsOfFolder(
  files: readonly FolderFile[],
  { known = [] }: Pick<ReadMeasurementsOptions, 'known'>,
): Promise<ColumnQuestion> {
  const tables: NamedTable[] = [];
  for (const { name, bytes } of files) {
    if (LEFT_BEHIND.test(name) || PROSE.test(name)) continue;
    try {
      tables.push(...(await openTables(name, bytes, [])));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return columnQuestion(files[0]?.name ?? '', tables, known);
}
