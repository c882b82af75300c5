import { badInput } from '../../units/errors.ts';
import { localName, walkXml, XmlSeenEnough } from '../formats/xml-events.ts';
import { readZip, zipPaths } from '../zip.ts';
import { ownAndData } from './row-source.ts';
import type { RowVisit, Table, TableFormat } from './table.ts';

/** KML (OGC 12-007r2): every point of a placemark is a row, its ExtendedData are columns. */
export const kml: TableFormat = {
  id: 'kml',
  recognises: (bytes) => /<([a-z]\w*:)?kml[\s>]/.test(new TextDecoder('latin1').decode(bytes.subarray(0, 4096))),
  open: (bytes, name) => [openKml(bytes, name)],
};

const PICTURE = /\.(png|jpe?g|gif|svg|bmp|dae)$|\/$/i;

/** A zip of KML and the pictures that it shows. */
export const kmz: TableFormat = {
  id: 'kmz',
  recognises: (bytes) => {
    const paths = zipPaths(bytes);
    return paths.includes('doc.kml') || (paths.length === 1 && /\.kml$/i.test(paths[0]!));
  },
  open: (bytes, name) => {
    const files = [...readZip(name, bytes, (path) => !PICTURE.test(path))].filter(([path]) => /\.kml$/i.test(path));
    // A document may do nothing but name the others.
    const read = files.filter(([path, content]) => files.length === 1 || countPlacemarks(path, content) > 0);
    if (read.length === 0) throw badInput(`${name}: none of its ${files.length} KML files holds placemarks`);
    return read.map(([path, content]) => ({ ...openKml(content, `${name}, ${path}`), part: path }));
  },
};

/** What every placemark has beside its own data. */
const OWN = ['longitude', 'latitude', 'altitude', 'name', 'when'] as const;
const MOST_COLUMNS = 4096;

function openKml(bytes: Uint8Array, name: string): Table {
  const data = new Map<string, number>();
  let placemarks = 0;
  walkPlacemarks(name, bytes, (placemark) => {
    placemarks++;
    for (const key of placemark.data.keys()) if (!data.has(key)) data.set(key, OWN.length + data.size);
    if (data.size > MOST_COLUMNS)
      throw badInput(`${name}: its placemarks hold data of over ${MOST_COLUMNS} names; is this a log?`);
  });
  if (placemarks === 0)
    throw badInput(`${name}: the KML holds no placemarks (0 rows); links to other files are not followed`);
  return {
    title: 'KML',
    ...ownAndData(OWN, data.keys(), name),
    hasHeader: true,
    delimiter: '',
    counts: 'placemark',
    forEachRow: (visit) => rowsOf(name, bytes, data, visit),
  };
}

function countPlacemarks(name: string, bytes: Uint8Array): number {
  let count = 0;
  walkPlacemarks(name, bytes, () => {
    count++;
    throw new XmlSeenEnough();
  });
  return count;
}

function rowsOf(name: string, bytes: Uint8Array, data: ReadonlyMap<string, number>, visit: RowVisit): void {
  let at = 0;
  const fields: string[] = [];
  walkPlacemarks(name, bytes, (placemark) => {
    at++;
    fields.length = 0;
    for (let i = OWN.length + data.size; i > 0; i--) fields.push('');
    for (const [key, value] of placemark.data) fields[data.get(key)!] = value;
    [fields[3], fields[4]] = [placemark.name, placemark.when];
    // One without a point is a row without a position, so that it is counted.
    for (const point of placemark.points.length > 0 ? placemark.points : ['']) {
      for (const [i, text] of [...point.split(','), '', ''].slice(0, 3).entries()) fields[i] = text.trim();
      if (visit(fields, at) === false) throw new XmlSeenEnough();
    }
  });
}

interface Placemark {
  readonly name: string;
  readonly when: string;
  readonly data: ReadonlyMap<string, string>;
  /** Longitude, latitude and altitude, as they are written. */
  readonly points: readonly string[];
}

function walkPlacemarks(name: string, bytes: Uint8Array, visit: (placemark: Placemark) => void): void {
  let inside = false;
  let inPoint = false;
  let key = '';
  let text = '';
  let placemark = { name: '', when: '', data: new Map<string, string>(), points: [] as string[] };
  walkXml(name, bytes, {
    open(tag, attributes) {
      const element = localName(tag);
      text = '';
      if (element === 'Placemark') {
        inside = true;
        placemark = { name: '', when: '', data: new Map(), points: [] };
      } else if (element === 'Point') inPoint = true;
      else if (element === 'Data' || element === 'SimpleData') key = attributes.name ?? '';
    },
    text(piece) {
      if (inside) text += piece;
    },
    close(tag) {
      const element = localName(tag);
      if (!inside) return;
      const bare = text.trim();
      if (element === 'Placemark') {
        inside = false;
        visit(placemark);
      } else if (element === 'Point') inPoint = false;
      else if (element === 'coordinates' && inPoint) placemark.points.push(bare);
      else if (element === 'value' || element === 'SimpleData') placemark.data.set(key, bare);
      else if (element === 'name') placemark.name = bare;
      else if (element === 'when') placemark.when = bare;
      text = '';
    },
  });
}
