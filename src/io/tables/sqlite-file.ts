import { badInput, type UserError } from '../../units/errors.ts';
import { readRecord, readVarint, type SqliteValue } from './sqlite-record.ts';

const LEAF = 0x0d;
const INTERIOR = 0x05;
const MOST_LEVELS = 40;

// biome-ignore lint/suspicious/noConfusingVoidType: most visits end without a word
type RowOfTable = (rowid: number, values: readonly SqliteValue[]) => void | false;

export interface SchemaEntry {
  readonly type: string;
  readonly name: string;
  readonly rootPage: number;
  readonly sql: string;
}

/** A database in memory (SQLite file format 3), read table by table from its b-trees: no query, no index, no journal. */
export class SqliteFile {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #name: string;
  readonly #pageSize: number;
  readonly #usable: number;
  readonly #text: TextDecoder;

  /** @throws UserError('bad-input') for a header that is none, and a file that is cut short */
  constructor(name: string, bytes: Uint8Array) {
    this.#name = name;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const size = this.#view.getUint16(16);
    this.#pageSize = size === 1 ? 65_536 : size;
    this.#usable = this.#pageSize - (bytes[20] ?? 0);
    if (this.#pageSize < 512 || (this.#pageSize & (this.#pageSize - 1)) !== 0 || this.#usable < 480)
      throw badInput(`${name}, byte 16: pages of ${this.#pageSize} bytes are none that SQLite writes; ${CURE}`);
    const pages = this.#view.getUint32(28);
    if (pages * this.#pageSize > bytes.length)
      throw badInput(
        `${name}: the database is cut short: ${pages} pages of ${this.#pageSize} bytes are promised, the file has ${bytes.length} bytes; copy it again`,
      );
    this.#text = new TextDecoder(['utf-8', 'utf-8', 'utf-16le', 'utf-16be'][this.#view.getUint32(56)] ?? 'utf-8');
  }

  /** Tables, views and indices, as the database itself lists them. */
  schema(): SchemaEntry[] {
    const entries: SchemaEntry[] = [];
    this.walkTable(1, (_, [type, name, , rootPage, sql]) => {
      entries.push({
        type: String(type ?? ''),
        name: String(name ?? ''),
        rootPage: Number(rootPage ?? 0),
        sql: String(sql ?? ''),
      });
    });
    return entries;
  }

  /**
   * Visits the rows of the table that begins on a page, in the order of their rowids, until `visit` answers false.
   * @throws UserError('bad-input') naming the page of what is damaged; no page is read twice, so that it ends
   */
  walkTable(rootPage: number, visit: RowOfTable): void {
    this.#walk(rootPage, visit, new Set(), 0);
  }

  #walk(page: number, visit: RowOfTable, seen: Set<number>, level: number): boolean {
    const start = this.#enter(page, seen);
    if (level > MOST_LEVELS) throw this.#damaged(page, 'its tree has no end');
    const header = page === 1 ? start + 100 : start;
    const kind = this.#bytes[header];
    if (kind !== LEAF && kind !== INTERIOR) throw this.#damaged(page, `it is no page of a table (kind ${kind})`);
    const count = this.#view.getUint16(header + 3);
    const pointers = header + (kind === LEAF ? 8 : 12);
    if (pointers + 2 * count > start + this.#pageSize) throw this.#damaged(page, `${count} cells do not fit on it`);
    for (let i = 0; i < count; i++) {
      const at = start + this.#view.getUint16(pointers + 2 * i);
      if (at + 4 > start + this.#usable) throw this.#damaged(page, `cell ${i + 1} lies outside of it`);
      const goOn =
        kind === INTERIOR
          ? this.#walk(this.#view.getUint32(at), visit, seen, level + 1)
          : this.#visitCell(page, at, start + this.#usable, visit, seen);
      if (!goOn) return false;
    }
    return kind === LEAF || this.#walk(this.#view.getUint32(header + 8), visit, seen, level + 1);
  }

  #visitCell(page: number, at: number, end: number, visit: RowOfTable, seen: Set<number>): boolean {
    const length = readVarint(this.#bytes, at);
    const rowid = readVarint(this.#bytes, length.next);
    const payload = this.#payload(page, rowid.next, end, length.value, seen);
    const values = readRecord(payload, this.#text);
    if (values === null) throw this.#damaged(page, `row ${rowid.value} claims more than it holds`);
    return visit(rowid.value, values) !== false;
  }

  /** What a cell holds, with the pages that it flows over to (section 1.6). */
  #payload(page: number, at: number, end: number, length: number, seen: Set<number>): Uint8Array {
    const most = this.#usable - 35;
    if (length > this.#bytes.length) throw this.#damaged(page, `a row of ${length} bytes is longer than the file`);
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23;
    const wanted = least + ((length - least) % (this.#usable - 4));
    const local = length <= most ? length : wanted <= most ? wanted : least;
    if (at + local + (local < length ? 4 : 0) > end) throw this.#damaged(page, 'a row reaches beyond it');
    if (local === length) return this.#bytes.subarray(at, at + length);
    const whole = new Uint8Array(length);
    whole.set(this.#bytes.subarray(at, at + local));
    let next = this.#view.getUint32(at + local);
    for (let filled = local; filled < length; ) {
      const start = this.#enter(next, seen);
      const piece = this.#bytes.subarray(start + 4, start + 4 + Math.min(this.#usable - 4, length - filled));
      whole.set(piece, filled);
      filled += piece.length;
      next = this.#view.getUint32(start);
    }
    return whole;
  }

  /** The first byte of a page that has not been read before. */
  #enter(page: number, seen: Set<number>): number {
    const start = (page - 1) * this.#pageSize;
    if (page < 1 || start + this.#pageSize > this.#bytes.length) throw this.#damaged(page, 'the file has no such page');
    if (seen.has(page)) throw this.#damaged(page, 'it is used twice');
    seen.add(page);
    return start;
  }

  #damaged(page: number, what: string): UserError {
    return badInput(`${this.#name}, page ${page}: the database is damaged: ${what}; ${CURE}`);
  }
}

const CURE = 'export it again';
