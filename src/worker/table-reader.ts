/** All that opens files of tables: it comes with the first file that is opened, not with the engine. */
export { askColumns, askColumnsOfFolder } from '../io/imports/ask-columns.ts';
export { type FolderEntry, importFolder, unknownColumnsOf } from '../io/imports/import-folder.ts';
export { importTables } from '../io/imports/import-tables.ts';
export { measurementLedgerCsv } from '../io/imports/ledger.ts';
export { fileKind, recogniseTree, withTrack } from '../io/imports/recognise-file.ts';
export { ColumnsUnknown } from '../io/measurements/columns-unknown.ts';
export { readMeasurements } from '../io/measurements/read-measurements.ts';
export { isTableFile } from '../io/tables/table-formats.ts';
