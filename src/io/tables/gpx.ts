import { badInput } from '../../units/errors.ts';
import { localName, walkXml, XmlSeenEnough } from '../formats/xml-events.ts';
import { ownAndData } from './row-source.ts';
import type { RowVisit, Table, TableFormat } from './table.ts';

/** GPX 1.0 and 1.1: every point of a track is a row; what a tool adds to points (`extensions`) are columns. */
export const gpx: TableFormat = {
  id: 'gpx',
  recognises: (bytes) => /<gpx[\s>]/.test(new TextDecoder('latin1').decode(bytes.subarray(0, 4096))),
  open: (bytes, name) => [openGpx(bytes, name)],
};

/** What tells a track from a table of measurements. */
export const GPX_TITLE = 'GPX';
const OWN = ['latitude', 'longitude', 'altitude', 'time', 'segment'] as const;
const MOST_COLUMNS = 4096;

function openGpx(bytes: Uint8Array, name: string): Table {
  const extensions = new Map<string, number>();
  let points = 0;
  walkPoints(name, bytes, (_, more) => {
    points++;
    for (const key of more.keys()) if (!extensions.has(key)) extensions.set(key, OWN.length + extensions.size);
    if (extensions.size > MOST_COLUMNS)
      throw badInput(`${name}: its points have over ${MOST_COLUMNS} kinds of extensions; is this a track?`);
  });
  if (points === 0)
    throw badInput(`${name}: the GPX holds no track points (0 rows); routes and waypoints tell no times`);
  return {
    title: GPX_TITLE,
    ...ownAndData(OWN, extensions.keys(), name),
    hasHeader: true,
    delimiter: '',
    counts: 'point',
    forEachRow: (visit) => rowsOf(name, bytes, extensions, visit),
  };
}

function rowsOf(name: string, bytes: Uint8Array, extensions: ReadonlyMap<string, number>, visit: RowVisit): void {
  let at = 0;
  const fields: string[] = [];
  walkPoints(name, bytes, (own, more) => {
    fields.length = 0;
    fields.push(...own);
    for (let i = extensions.size; i > 0; i--) fields.push('');
    for (const [key, value] of more) fields[extensions.get(key)!] = value;
    if (visit(fields, ++at) === false) throw new XmlSeenEnough();
  });
}

function walkPoints(
  name: string,
  bytes: Uint8Array,
  visit: (own: readonly string[], more: ReadonlyMap<string, string>) => void,
): void {
  let own: string[] = [];
  let more = new Map<string, string>();
  let inside = false;
  let inExtensions = false;
  let isLeaf = false;
  let segment = 0;
  let text = '';
  walkXml(name, bytes, {
    open(tag, { lat = '', lon = '' }) {
      const element = localName(tag);
      text = '';
      isLeaf = true;
      if (element === 'trkseg') segment++;
      else if (element === 'extensions') inExtensions = true;
      else if (element === 'trkpt') {
        inside = true;
        own = [lat, lon, '', '', String(segment)];
        more = new Map();
      }
    },
    text(piece) {
      if (inside) text += piece;
    },
    close(tag) {
      const element = localName(tag);
      const bare = text.trim();
      if (element === 'trkpt') {
        inside = false;
        visit(own, more);
      } else if (element === 'extensions') inExtensions = false;
      else if (inside && inExtensions && isLeaf) more.set(element, bare);
      else if (inside && element === 'ele') own[2] = bare;
      else if (inside && element === 'time') own[3] = bare;
      isLeaf = false;
      text = '';
    },
  });
}
