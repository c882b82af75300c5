import type { ColumnQuestion } from '../measurements/column-question.ts';
import { columnQuestion } from '../measurements/column-question.ts';
import type { ReadMeasurementsOptions } from '../measurements/read-measurements.ts';
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
