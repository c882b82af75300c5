import { localName, walkXml } from '../formats/xml-events.ts';
import { isDateFormat } from './xlsx-dates.ts';

/** Texts that cells share (ECMA-376 part 1, 18.4), pronunciation marks left out. */
export function sharedStrings(name: string, bytes: Uint8Array | undefined): readonly string[] {
  const strings: string[] = [];
  if (!bytes) return strings;
  let text = '';
  let inText = false;
  let inPhonetic = false;
  walkXml(name, bytes, {
    open(tag) {
      const element = localName(tag);
      if (element === 'si') text = '';
      else if (element === 't') inText = !inPhonetic;
      else if (element === 'rPh') inPhonetic = true;
    },
    close(tag) {
      const element = localName(tag);
      if (element === 'si') strings.push(plainText(text));
      else if (element === 't') inText = false;
      else if (element === 'rPh') inPhonetic = false;
    },
    text(piece) {
      if (inText) text += piece;
    },
  });
  return strings;
}

/** `_x000D_` is how a sheet writes a letter that XML cannot hold. */
export function plainText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

/** For every cell style, whether its numbers are dates. */
export function dateStyles(name: string, bytes: Uint8Array | undefined): readonly boolean[] {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  if (!bytes) return dates;
  let inCells = false;
  walkXml(name, bytes, {
    open(tag, attributes) {
      const element = localName(tag);
      const id = Number(attributes.numFmtId);
      if (element === 'numFmt') codes.set(id, attributes.formatCode ?? '');
      else if (element === 'cellXfs') inCells = true;
      else if (element === 'xf' && inCells) dates.push(isDateFormat(id, codes.get(id)));
    },
    close(tag) {
      if (localName(tag) === 'cellXfs') inCells = false;
    },
  });
  return dates;
}
