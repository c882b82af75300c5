import { joinBytes } from '../join-bytes.ts';

/** What a cell of a sample may hold; whole numbers are integers. */
export type SampleValue = null | number | string | Uint8Array;

export interface SampleTable {
  readonly name: string;
  readonly sql: string;
  readonly rows: readonly (readonly SampleValue[])[];
}

const PAGE = 512;

/** A database of small pages, so that few rows already make trees and overflow, for tests. */
export function sqliteOf(tables: readonly SampleTable[]): Uint8Array {
  const pages: Uint8Array[] = [new Uint8Array(PAGE)];
  const roots = tables.map(({ rows }) =>
    addTree(
      pages,
      rows.map((row, i) => addCell(pages, i + 1, row)),
    ),
  );
  const schema = tables.map(({ name, sql }, i) => addCell(pages, i + 1, ['table', name, name, roots[i]!, sql]));
  const header = pages[0]!;
  if (fits(schema, 100)) putLeaf(header, 100, schema);
  else {
    // The root of the schema must stay page 1: it points to the tree of the rest.
    const child = addTree(pages, schema);
    putHeader(header, 100, 5, 0, PAGE);
    new DataView(header.buffer).setUint32(108, child);
  }
  header.set(new TextEncoder().encode('SQLite format 3\0'));
  const view = new DataView(header.buffer);
  view.setUint16(16, PAGE);
  header.set([1, 1, 0, 64, 32, 32], 18);
  for (const [at, value] of [
    [24, 1],
    [28, pages.length],
    [40, 1],
    [44, 4],
    [56, 1],
    [92, 1],
    [96, 3_045_000],
  ] as const)
    view.setUint32(at, value);
  return joinBytes(pages);
}

/** A GeoPackage with one layer of points. @param rows geometry first */
export function geoPackageOf(
  columns: readonly string[],
  rows: readonly (readonly SampleValue[])[],
  { srs = 4326, shape = 'POINT' } = {},
): Uint8Array {
  const table = (name: string, own: string, ...content: (readonly SampleValue[])[]) => ({
    name,
    sql: `CREATE TABLE "${name}" (${own})`,
    rows: content,
  });
  return sqliteOf([
    table(
      'gpkg_spatial_ref_sys',
      'srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT',
      ['s', srs, 'EPSG', srs, ''],
    ),
    table('gpkg_contents', 'table_name TEXT, data_type TEXT, srs_id INTEGER', ['drive', 'features', srs]),
    table(
      'gpkg_geometry_columns',
      'table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT',
      ['drive', 'geom', shape, srs, 0],
    ),
    table('drive', `geom BLOB, ${columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ')}`, ...rows),
  ]);
}

/** A point as GeoPackage stores it. */
export function gpkgPointOf(...axes: readonly number[]): Uint8Array {
  const blob = new Uint8Array(8 + 5 + 8 * axes.length);
  const view = new DataView(blob.buffer);
  blob.set([0x47, 0x50, 0, 1]);
  view.setUint32(4, 4326, true);
  blob[8] = 1;
  view.setUint32(9, axes.length === 3 ? 1001 : 1, true);
  for (const [i, axis] of axes.entries()) view.setFloat64(13 + 8 * i, axis, true);
  return blob;
}

interface Cell {
  readonly rowid: number;
  readonly bytes: Uint8Array;
}

/** Cells into leaves, leaves under pages that point to them, up to one root, whose number is returned. */
function addTree(pages: Uint8Array[], cells: readonly Cell[]): number {
  let level = inPages(cells).map((group) => {
    const page = new Uint8Array(PAGE);
    putLeaf(page, 0, group);
    return { page: pages.push(page), last: group.at(-1)?.rowid ?? 0 };
  });
  while (level.length > 1) {
    const above: typeof level = [];
    for (let i = 0; i < level.length; i += 20) above.push(addInterior(pages, level.slice(i, i + 20)));
    level = above;
  }
  return level[0]!.page;
}

function addInterior(pages: Uint8Array[], children: readonly { readonly page: number; readonly last: number }[]) {
  const right = children.at(-1)!;
  const cells = children.slice(0, -1).map(({ page, last }) => joinBytes([big32(page), varint(last)]));
  const page = new Uint8Array(PAGE);
  putCells(page, 0, 5, cells);
  new DataView(page.buffer).setUint32(8, right.page);
  return { page: pages.push(page), last: right.last };
}

function inPages(cells: readonly Cell[]): Cell[][] {
  const groups: Cell[][] = [[]];
  for (const cell of cells) {
    if (!fits([...groups.at(-1)!, cell], 0)) groups.push([]);
    groups.at(-1)!.push(cell);
  }
  return groups;
}

function fits(cells: readonly Cell[], offset: number): boolean {
  return offset + 8 + cells.reduce((sum, { bytes }) => sum + 2 + Math.max(4, bytes.length), 0) <= PAGE;
}

function putLeaf(page: Uint8Array, offset: number, cells: readonly Cell[]): void {
  putCells(
    page,
    offset,
    13,
    cells.map(({ bytes }) => bytes),
  );
}

function putCells(page: Uint8Array, offset: number, kind: number, cells: readonly Uint8Array[]): void {
  const view = new DataView(page.buffer);
  const pointers = offset + (kind === 5 ? 12 : 8);
  let end = PAGE;
  for (const [i, cell] of cells.entries()) {
    end -= Math.max(4, cell.length);
    page.set(cell, end);
    view.setUint16(pointers + 2 * i, end);
  }
  putHeader(page, offset, kind, cells.length, end);
}

function putHeader(page: Uint8Array, offset: number, kind: number, count: number, content: number): void {
  const view = new DataView(page.buffer);
  page[offset] = kind;
  view.setUint16(offset + 3, count);
  view.setUint16(offset + 5, content);
}

function addCell(pages: Uint8Array[], rowid: number, values: readonly SampleValue[]): Cell {
  const payload = recordOf(values);
  const least = Math.floor(((PAGE - 12) * 32) / 255) - 23;
  const wanted = least + ((payload.length - least) % (PAGE - 4));
  const most = PAGE - 35;
  const local = payload.length <= most ? payload.length : wanted <= most ? wanted : least;
  const head = [varint(payload.length), varint(rowid), payload.subarray(0, local)];
  if (local === payload.length) return { rowid, bytes: joinBytes(head) };
  const pieces = Math.ceil((payload.length - local) / (PAGE - 4));
  head.push(big32(pages.length + 1));
  for (let i = 0; i < pieces; i++) {
    const page = new Uint8Array(PAGE);
    const from = local + i * (PAGE - 4);
    page.set(payload.subarray(from, from + PAGE - 4), 4);
    const number = pages.push(page);
    if (i < pieces - 1) new DataView(page.buffer).setUint32(0, number + 1);
  }
  return { rowid, bytes: joinBytes(head) };
}

function recordOf(values: readonly SampleValue[]): Uint8Array {
  const fields = values.map(fieldOf);
  const types = joinBytes(fields.map(({ type }) => varint(type)));
  const size = types.length + 1 < 128 ? types.length + 1 : types.length + 2;
  return joinBytes([varint(size), types, ...fields.map(({ body }) => body)]);
}

function fieldOf(value: SampleValue): { readonly type: number; readonly body: Uint8Array } {
  if (value === null) return { type: 0, body: new Uint8Array(0) };
  if (typeof value === 'string') {
    const body = new TextEncoder().encode(value);
    return { type: 13 + 2 * body.length, body };
  }
  if (typeof value !== 'number') return { type: 12 + 2 * value.length, body: value };
  const body = new Uint8Array(8);
  const view = new DataView(body.buffer);
  if (value === 0 || value === 1) return { type: 8 + value, body: body.subarray(0, 0) };
  if (!Number.isSafeInteger(value)) {
    view.setFloat64(0, value);
    return { type: 7, body };
  }
  view.setBigInt64(0, BigInt(value));
  const sizes = [1, 2, 3, 4, 6, 8];
  const i = sizes.findIndex((bytes) => Math.abs(value) < 2 ** (8 * bytes - 1));
  return { type: i + 1, body: body.subarray(8 - sizes[i]!) };
}

function varint(value: number): Uint8Array {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(0x80 | (rest % 128));
  return Uint8Array.from(bytes);
}

function big32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
