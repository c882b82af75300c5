import type { TableFormat } from './table.ts';

/** Apache Parquet; what reads it is loaded with the first such file. */
export const parquet: TableFormat = {
  id: 'parquet',
  // A file that only says so in its name or at its end is told what it lacks.
  recognises: (bytes, name) =>
    /^PAR[1E]$/.test(wordAt(bytes, 0)) || /\.parquet$/i.test(name) || wordAt(bytes, -4) === 'PAR1',
  open: async (bytes, name) => {
    const { readParquet } = await import('./parquet-reader.ts');
    return [await readParquet(name, bytes)];
  },
};

function wordAt(bytes: Uint8Array, from: number): string {
  return String.fromCharCode(...bytes.subarray(from).subarray(0, 4));
}
