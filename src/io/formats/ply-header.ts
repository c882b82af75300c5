import { badInput } from '../../units/errors.ts';

export interface PlyProperty {
  readonly name: string;
  /** Canonical type of the value (of each item in a list). */
  readonly type: string;
  /** Type of a list's length; null for a single value. */
  readonly countType: string | null;
}

export interface PlyElement {
  readonly name: string;
  readonly count: number;
  readonly properties: readonly PlyProperty[];
}

export interface PlyHeader {
  readonly format: 'ascii' | 'binary_little_endian' | 'binary_big_endian';
  readonly elements: readonly PlyElement[];
  /** Bytes of the header; the data follow. */
  readonly length: number;
  /** Fewest bytes a file with this header can have. */
  readonly leastBytes: number;
}

const SIZES: Readonly<Record<string, number>> = {
  char: 1,
  uchar: 1,
  short: 2,
  ushort: 2,
  int: 4,
  uint: 4,
  float: 4,
  double: 8,
};
const CANONICAL: Readonly<Record<string, string>> = {
  int8: 'char',
  uint8: 'uchar',
  int16: 'short',
  uint16: 'ushort',
  int32: 'int',
  uint32: 'uint',
  float32: 'float',
  float64: 'double',
};

/** Bytes of a canonical PLY type in a binary file. */
export function plyTypeSize(type: string): number {
  return SIZES[type]!;
}

/**
 * Reads the header of a PLY file and holds its promise against the file's size.
 * @throws UserError when it is not PLY, the header is damaged, or promises more than the file can hold
 */
export function parsePlyHeader(name: string, bytes: Uint8Array): PlyHeader {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 65_536));
  if (!/^ply\s/.test(head)) {
    const what = /^\s*</.test(head)
      ? 'it looks like a web page or XML'
      : `it begins with ${JSON.stringify(head.slice(0, 12))}`;
    throw badInput(bytes.length === 0 ? `${name} is empty (0 bytes).` : `${name} is not a PLY file: ${what}.`);
  }
  const end = /(^|\n)end_header\r?\n/.exec(head);
  if (!end) throw badInput(`${name}: the PLY header has no end_header line; the file is cut or damaged.`);
  const length = end.index + end[0].length;
  let format: PlyHeader['format'] | null = null;
  const elements: { name: string; count: number; properties: PlyProperty[] }[] = [];
  for (const [row, line] of head.slice(0, length).split(/\r?\n/).entries()) {
    const words = line.trim().split(/\s+/);
    if (words[0] === 'format') format = formatOf(name, words[1] ?? '');
    else if (words[0] === 'element') {
      const count = Number(words[2]);
      if (!Number.isInteger(count) || count < 0) {
        throw badInput(
          `${name}: header line ${row + 1}, "${line.trim()}": the count must be a whole number, 0 or more.`,
        );
      }
      elements.push({ name: words[1] ?? '', count, properties: [] });
    } else if (words[0] === 'property') elements.at(-1)?.properties.push(propertyOf(name, row, words));
  }
  if (!format) throw badInput(`${name}: the PLY header has no format line.`);
  const leastBytes = elements.reduce((sum, e) => sum + e.count * leastRowBytes(e, format), length);
  // An ascii file may lack its very last line end.
  if (bytes.length < leastBytes - 1) {
    const promise = elements.map((e) => `${e.count} ${e.name}`).join(', ');
    throw badInput(
      `${name}: the header promises more than the file holds (${promise}: at least ${leastBytes} bytes expected, ${bytes.length} found). Download or export it again.`,
    );
  }
  return { format, elements, length, leastBytes };
}

function formatOf(name: string, word: string): PlyHeader['format'] {
  if (word === 'ascii' || word === 'binary_little_endian' || word === 'binary_big_endian') return word;
  throw badInput(`${name}: PLY format "${word}" is unknown (ascii, binary_little_endian, binary_big_endian).`);
}

function propertyOf(name: string, row: number, words: string[]): PlyProperty {
  const list = words[1] === 'list';
  const type = (word: string | undefined) => {
    const canonical = CANONICAL[word ?? ''] ?? word ?? '';
    if (!(canonical in SIZES)) throw badInput(`${name}: header line ${row + 1}: property type "${word}" is unknown.`);
    return canonical;
  };
  return list
    ? { name: words[4] ?? '', type: type(words[3]), countType: type(words[2]) }
    : { name: words[2] ?? '', type: type(words[1]), countType: null };
}

function leastRowBytes(element: PlyElement, format: PlyHeader['format']): number {
  return element.properties.reduce((sum, p) => {
    // A face has three corners at least; other lists may be empty. Two bytes is the shortest number in ascii with its blank.
    const items = element.name === 'face' && p.countType !== null ? 3 : p.countType === null ? 1 : 0;
    if (format === 'ascii') return sum + 2 * (items + (p.countType === null ? 0 : 1));
    return sum + items * plyTypeSize(p.type) + (p.countType === null ? 0 : plyTypeSize(p.countType));
  }, 0);
}
