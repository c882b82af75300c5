import { strToU8, zipSync } from 'fflate';

/** How the cells of a sample are written. */
export interface XlsxSampleOptions {
  /** Texts in the cells themselves instead of a shared list. */
  readonly inline?: boolean;
  /** XML put in place of the cells of a sheet. */
  readonly sheetData?: string;
  readonly styles?: string;
  readonly workbookPr?: string;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** An XLSX of the sheets, for tests: rows of texts and numbers; blank cells are left out, as spreadsheets do. */
export function xlsxOf(
  sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>,
  { inline = false, sheetData, styles, workbookPr = '' }: XlsxSampleOptions = {},
): Uint8Array {
  const shared: string[] = [];
  const cell = (value: string | number, r: string) => {
    if (value === '') return '';
    if (typeof value === 'number') return `<c r="${r}"><v>${value}</v></c>`;
    if (inline) return `<c r="${r}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
    return `<c r="${r}" t="s"><v>${shared.push(value) - 1}</v></c>`;
  };
  const rows = (table: readonly (readonly (string | number)[])[]) =>
    table
      .map((row, i) => `<row r="${i + 1}">${row.map((v, c) => cell(v, `${letters(c)}${i + 1}`)).join('')}</row>`)
      .join('');
  const names = Object.keys(sheets);
  const files: Record<string, Uint8Array> = {};
  for (const [i, name] of names.entries())
    files[`xl/worksheets/sheet${i + 1}.xml`] = xml(
      `<worksheet xmlns="${MAIN}"><sheetData>${sheetData ?? rows(sheets[name]!)}</sheetData></worksheet>`,
    );
  files['xl/workbook.xml'] = xml(
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${workbookPr}<sheets>${names.map((name, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
  );
  const parts = ['sharedStrings', ...(styles === undefined ? [] : ['styles'])];
  const more = parts.map((part) => `<Relationship Id="${part}" Type="${RELATIONS}/${part}" Target="${part}.xml"/>`);
  files['xl/_rels/workbook.xml.rels'] = xml(
    `<Relationships>${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}${more.join('')}</Relationships>`,
  );
  files['xl/sharedStrings.xml'] = xml(
    `<sst xmlns="${MAIN}">${shared.map((text) => `<si><t xml:space="preserve">${xmlText(text)}</t></si>`).join('')}</sst>`,
  );
  if (styles !== undefined) files['xl/styles.xml'] = xml(`<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`);
  return zipSync(files, { mtime: new Date(2000, 0, 1) });
}

function letters(column: number): string {
  return (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
}

function xml(body: string): Uint8Array {
  return strToU8(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
}

function xmlText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/\r/g, '_x000D_');
}
