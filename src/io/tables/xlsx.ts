import { zipPaths } from '../zip.ts';
import type { TableFormat } from './table.ts';

/** Compound files: workbooks of before 2007, and encrypted ones. */
const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

function isOldWorkbook(bytes: Uint8Array): boolean {
  return OLD_WORKBOOK.every((byte, i) => bytes[i] === byte);
}

/** Office Open XML workbooks: every sheet that holds rows is a table. What reads them is loaded with the first. */
export const xlsx: TableFormat = {
  id: 'xlsx',
  recognises: (bytes) => isOldWorkbook(bytes) || zipPaths(bytes).some((path) => /^xl\/workbook\.(xml|bin)$/.test(path)),
  open: async (bytes, name) => {
    const { openXlsx } = await import('./xlsx-workbook.ts');
    return openXlsx(bytes, name);
  },
};
