import { badInput } from '../../units/errors.ts';
import { localName, walkXml } from '../formats/xml-events.ts';
import { isZip, readZip } from '../zip.ts';
import { sheetTable } from './row-source.ts';
import type { Table } from './table.ts';
import { walkSheet } from './xlsx-sheet.ts';
import { dateStyles, sharedStrings } from './xlsx-strings.ts';

const WORKBOOK = 'xl/workbook.xml';
/** Pictures, charts and the like stay packed. */
const BESIDE = /^xl\/(media|drawings|charts|theme|printerSettings|pivot\w+|embeddings)\//;

/**
 * The sheets of an Office Open XML workbook that hold rows.
 * @throws UserError('bad-input') for older and binary workbooks, and damaged ones, naming sheet and cell
 */
export function openXlsx(bytes: Uint8Array, name: string): readonly Table[] {
  const old = 'save it as XLSX or CSV';
  if (!isZip(bytes)) throw badInput(`${name}: an old (XLS) or password-protected workbook; ${old}, without password`);
  const files = readZip(name, bytes, (path) => path.startsWith('xl/') && !BESIDE.test(path));
  const book = files.get(WORKBOOK);
  if (!book) throw badInput(`${name}: a binary workbook (XLSB); ${old}`);
  const { sheets, from1904 } = readWorkbook(`${name}, ${WORKBOOK}`, book);
  const targets = readTargets(`${name}, its relations`, files.get('xl/_rels/workbook.xml.rels'), (path) =>
    files.has(path),
  );
  const parts = {
    strings: sharedStrings(`${name}, its shared texts`, files.get(targets.strings)),
    dates: dateStyles(`${name}, its styles`, files.get(targets.styles)),
    from1904,
  };
  const tables: Table[] = [];
  for (const { title, relation } of sheets) {
    const path = targets.sheets.get(relation);
    if (path === undefined) continue;
    const sheet = files.get(path);
    if (!sheet) throw badInput(`${name}: sheet "${title}" is missing from the file (${path}); save it again`);
    const label = `${name}, sheet "${title}"`;
    const table = sheetTable('XLSX', label, title, (visit) => walkSheet(label, sheet, parts, visit));
    if (table) tables.push(table);
  }
  if (tables.length > 0) return tables;
  throw badInput(`${name}: none of its ${sheets.length} sheets holds a header and rows`);
}

function readWorkbook(name: string, bytes: Uint8Array) {
  const sheets: { title: string; relation: string }[] = [];
  let from1904 = false;
  walkXml(name, bytes, {
    open(tag, attributes) {
      const element = localName(tag);
      if (element === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (element !== 'sheet') return;
      const relation = Object.keys(attributes).find((key) => /:id$/.test(key));
      sheets.push({ title: attributes.name ?? '', relation: (relation && attributes[relation]) || '' });
    },
    close: () => undefined,
  });
  return { sheets, from1904 };
}

/** Where the sheets, texts and styles lie in the zip. */
function readTargets(name: string, bytes: Uint8Array | undefined, has: (path: string) => boolean) {
  const sheets = new Map<string, string>();
  const found = { sheets, strings: 'xl/sharedStrings.xml', styles: 'xl/styles.xml' };
  if (!bytes) throw badInput(`${name}: xl/_rels/workbook.xml.rels is missing from the file; save it again`);
  walkXml(name, bytes, {
    open(tag, { Id = '', Type = '', Target = '' }) {
      if (localName(tag) !== 'Relationship') return;
      const path = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      if (Type.endsWith('/worksheet')) sheets.set(Id, path);
      else if (Type.endsWith('/sharedStrings')) found.strings = path;
      else if (Type.endsWith('/styles')) found.styles = path;
      else return;
      // Without its styles a date would be a number.
      if (!has(path)) throw badInput(`${name}: ${path} is missing from the file; save it again`);
    },
    close: () => undefined,
  });
  return found;
}
