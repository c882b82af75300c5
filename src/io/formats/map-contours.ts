import { type GeoFrame, wgs84FromLocal } from '../../raster/geo-frame.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { bandsFromRaster } from '../../scene/bands-from-raster.ts';
import { regionsFromRaster } from '../../scene/regions-from-raster.ts';
import { signedArea } from '../../scene/ring.ts';
import type { Ring } from '../../scene/scene.ts';
import type { Polygon } from '../../scene/trace-rings.ts';
import { badInput } from '../../units/errors.ts';
import { colourOf, hexOf, type MapScale, stepsOf } from './map-colours.ts';
import type { MapDescription } from './map-description.ts';

/** 2048 x 2048: a restless map of them makes some 300 MB, near the longest text there is. */
const MOST_CELLS = 2 ** 22;

interface ContourClass {
  readonly properties: Readonly<Record<string, string | number>>;
  readonly fill: string;
  /** Scene frame [m]. */
  readonly polygons: readonly Polygon[];
}

/**
 * A map as GeoJSON (RFC 7946): one MultiPolygon for each class that occurs, in WGS 84, outer rings counter-clockwise, holes
 * clockwise. Quantities are cut at the breaks of the scale (see bandsFromRaster); codes keep the outlines of their cells. Cells
 * without data are in no polygon. `area_m2` is measured in the scene frame.
 * @throws UserError('bad-input') naming the file, for more cells than fit into a text
 */
export function contoursOfMap(
  path: string,
  values: Float32Array,
  description: MapDescription & { readonly frame: GeoFrame },
  scale: MapScale,
  onProgress: (fraction: number) => void = () => {},
): string {
  const { frame, grid, layer, unit, scene, engine } = description;
  if (values.length > MOST_CELLS) {
    throw badInput(
      `${path}: contours of ${grid.columns} x ${grid.rows} cells; at most ${MOST_CELLS} fit into one file: use larger cells, or write .tif`,
    );
  }
  const digits = digitsFor(grid);
  const position = (x: number, y: number) => {
    const { lonDeg, latDeg } = wgs84FromLocal(frame, x, y);
    // Over the date line on: a ring that sprang from 180 to -180 would go around the Earth.
    const turns = Math.round((lonDeg - frame.centralMeridianDeg) / 360);
    return [Number((lonDeg - 360 * turns).toFixed(digits)), Number(latDeg.toFixed(digits))];
  };
  const closed = (ring: Ring) => {
    const out: number[][] = [];
    for (let i = 0; i < ring.length; i += 2) out.push(position(ring[i]!, ring[i + 1]!));
    out.push(out[0]!);
    return out;
  };
  const classes =
    scale.kind === 'classes' ? classOutlines(values, grid, scale) : bands(values, grid, scale, onProgress);
  const features = classes
    .filter(({ polygons }) => polygons.length > 0)
    .map(({ properties, fill, polygons }) => ({
      type: 'Feature',
      properties: { layer, ...properties, unit, area_m2: Math.round(areaOf(polygons)), fill, 'fill-opacity': 0.6 },
      geometry: {
        type: 'MultiPolygon',
        coordinates: polygons.map(({ outer, holes }) => [outer, ...holes].map(closed)),
      },
    }));
  const about = { name: layer, 'boresight:scene': scene, 'boresight:engine': engine };
  return `${JSON.stringify({ type: 'FeatureCollection', ...about, features })}\n`;
}

function bands(
  values: Float32Array,
  grid: RasterGrid,
  scale: Exclude<MapScale, { kind: 'classes' }>,
  onProgress: (fraction: number) => void,
): ContourClass[] {
  const { breaks, labels, colours } = stepsOf(scale);
  return bandsFromRaster(values, grid, breaks, onProgress).map((polygons, band) => ({
    properties: {
      class: labels[band]!,
      ...(band > 0 ? { from: breaks[band - 1]! } : {}),
      ...(band < breaks.length ? { to: breaks[band]! } : {}),
    },
    fill: hexOf(colours[band]!),
    polygons,
  }));
}

function classOutlines(
  values: Float32Array,
  grid: RasterGrid,
  scale: Extract<MapScale, { kind: 'classes' }>,
): ContourClass[] {
  // 0 is nothing to `regionsFromRaster`.
  const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? 0 : value + 1));
  const inScene = (ring: Ring) =>
    ring.map((v, i) =>
      i % 2 === 0 ? grid.westM + v * grid.cellSizeM : grid.northM + (v - grid.rows) * grid.cellSizeM,
    );
  const polygons: Polygon[][] = scale.names.map(() => []);
  for (const { value, polygon } of regionsFromRaster(codes, grid.columns, grid.rows)) {
    polygons[value - 1]?.push({ outer: inScene(polygon.outer), holes: polygon.holes.map(inScene) });
  }
  return scale.names.map((name, code) => ({
    properties: { class: name, code },
    fill: hexOf(colourOf(scale, code)),
    polygons: polygons[code]!,
  }));
}

function areaOf(polygons: readonly Polygon[]): number {
  const ring = (rings: readonly Ring[]) => rings.reduce((sum, r) => sum + signedArea(r), 0);
  return ring(polygons.flatMap(({ outer, holes }) => [outer, ...holes]));
}

/** Decimals of a degree that keep a thousandth of a cell: what a border keeps from the vertices of its lattice. */
function digitsFor({ cellSizeM }: RasterGrid): number {
  return Math.min(12, Math.max(7, Math.ceil(Math.log10(111_320 / (5e-4 * cellSizeM)))));
}
