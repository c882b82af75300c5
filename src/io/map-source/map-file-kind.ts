/** What a file of a map is, by its first bytes. */
export type MapFileKind = 'pmtiles' | 'osm-xml' | 'osm-json' | 'osm-xml-gz' | 'osm-pbf';

/** How many bytes `mapFileKind` looks at. */
export const MAP_HEAD_BYTES = 4096;

/** @param head first bytes of the file; what gzip hides is told by the name */
export function mapFileKind(name: string, head: Uint8Array): MapFileKind | null {
  if (isPmtiles(head)) return 'pmtiles';
  const text = new TextDecoder('latin1').decode(head).replace(/^ï»¿/, '').trimStart();
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<osm[\s>]/.test(text)) return 'osm-xml';
  if (text.startsWith('{') && /"elements"\s*:/.test(text)) return 'osm-json';
  if (head[0] === 0x1f && head[1] === 0x8b && /\.osm\.gz$/i.test(name)) return 'osm-xml-gz';
  return text.slice(4, 40).includes('OSMHeader') ? 'osm-pbf' : null;
}

/** True when the bytes begin as a PMTiles file does. */
export function isPmtiles(head: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(head.subarray(0, 7)) === 'PMTiles';
}
