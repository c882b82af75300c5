import type { TableFormat } from './table.ts';

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;

/** GeoPackage and any other SQLite database. What reads them is loaded with the first. */
export const geoPackage: TableFormat = {
  id: 'gpkg',
  recognises: (bytes) => bytes.length >= HEADER_BYTES && [...MAGIC].every((c, i) => bytes[i] === c.charCodeAt(0)),
  open: async (bytes, name) => {
    const { openDatabase } = await import('./geopackage-layers.ts');
    return openDatabase(bytes, name);
  },
};
