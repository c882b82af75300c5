import { strToU8, zipSync } from 'fflate';
import type { GeoFrame } from '../../raster/geo-frame.ts';
import { wgs84FromLocal } from '../../raster/geo-frame.ts';
import { gridBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import type { DescribedSector } from './map-description.ts';

export interface KmzOverlay {
  readonly title: string;
  /** PNG of the map alone, and of the map with its legend strip. */
  readonly mapPng: Uint8Array;
  readonly legendPng: Uint8Array;
  readonly sectors: readonly DescribedSector[];
}

/**
 * A KMZ (OGC 12-007r2 in a zip) that lays the map on the globe by its four corners, so that grid north need not be true north,
 * with the legend on the screen and the sectors as points.
 */
export function writeKmz(overlay: KmzOverlay, grid: RasterGrid, frame: GeoFrame): Uint8Array {
  const b = gridBounds(grid);
  // gx:LatLonQuad goes counter-clockwise from the lower left corner.
  const corners = [
    [b.minX, b.minY],
    [b.maxX, b.minY],
    [b.maxX, b.maxY],
    [b.minX, b.maxY],
  ].map(([x, y]) => {
    return place(frame, x!, y!);
  });
  const points = overlay.sectors.map(
    ({ id, x, y }) =>
      `<Placemark><name>${escapeXml(id)}</name><Point><coordinates>${place(frame, x, y)}</coordinates></Point></Placemark>\n`,
  );
  const kml = `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
<Document>
<name>${escapeXml(overlay.title)}</name>
<GroundOverlay>
<name>${escapeXml(overlay.title)}</name>
<color>c0ffffff</color>
<Icon><href>map.png</href></Icon>
<gx:LatLonQuad><coordinates>${corners.join(' ')}</coordinates></gx:LatLonQuad>
</GroundOverlay>
<ScreenOverlay>
<name>Legend</name>
<Icon><href>legend.png</href></Icon>
<overlayXY x="0" y="0" xunits="fraction" yunits="fraction"/>
<screenXY x="0.02" y="0.05" xunits="fraction" yunits="fraction"/>
</ScreenOverlay>
${points.join('')}</Document>
</kml>
`;
  return zipSync(
    { 'doc.kml': strToU8(kml), 'map.png': overlay.mapPng, 'legend.png': overlay.legendPng },
    {
      level: 6,
      mtime: new Date(2000, 0, 1),
    },
  );
}

function place(frame: GeoFrame, x: number, y: number): string {
  const { lonDeg, latDeg } = wgs84FromLocal(frame, x, y);
  return `${lonDeg.toFixed(8)},${latDeg.toFixed(8)}`;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
