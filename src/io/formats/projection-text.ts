import type { GeoFrame } from '../../raster/geo-frame.ts';

/** A frame's projected system in words that GDAL and PROJ read: its EPSG code, or a transverse Mercator on WGS 84. */
function projectionText(frame: GeoFrame): string {
  if (frame.epsg !== null) return `EPSG:${frame.epsg}`;
  const { centralMeridianDeg, scaleFactor, falseEastingM, falseNorthingM } = frame;
  return [
    '+proj=tmerc +lat_0=0',
    `+lon_0=${centralMeridianDeg}`,
    `+k=${scaleFactor}`,
    `+x_0=${falseEastingM}`,
    `+y_0=${falseNorthingM}`,
    '+datum=WGS84 +units=m +no_defs',
  ].join(' ');
}

/** What GDAL keeps beside an image: here the coordinate system, which a world file does not tell. */
export function writeAuxXml(frame: GeoFrame): string {
  return `<PAMDataset>\n  <SRS>${projectionText(frame)}</SRS>\n</PAMDataset>\n`;
}
