import type { RasterGrid } from '../../raster/raster-grid.ts';
import { featureColourIndex } from '../features/feature-legend.ts';
import { featureValues } from '../features/feature-name.ts';
import { SCALE_FACTS } from '../results/value-scale.ts';
import { classColours } from './colour-scales.ts';
import { featureColours } from './feature-colours.ts';
import type { MapPicture } from './map-picture.ts';
import { classImage } from './radio-image.ts';
import { valuePainter } from './value-colours.ts';

export interface DrawnLayer {
  readonly image: ImageData;
  readonly grid: RasterGrid;
}

/** The raster on the ground, one pixel a cell; null where there is none. */
export function drawnLayer(picture: MapPicture): DrawnLayer | null {
  const { cells, layer, scale, theme } = picture;
  if (layer === 'features') return featureLayer(picture);
  if (!cells) return null;
  const { grid } = cells;
  if (cells.kind === 'classes') {
    const colours = classColours(cells.of, cells.labels.length, theme);
    return draw(grid, colours, (cell) => cells.classes[cell]!);
  }
  const { values } = cells;
  const { colours, indexOf } = valuePainter(cells.scale, scale ?? SCALE_FACTS[cells.scale].initial, theme);
  return draw(grid, colours, (cell) => indexOf(values[cell]!));
}

function featureLayer({ features, feature }: MapPicture): DrawnLayer | null {
  if (!features || !feature.legend) return null;
  const { name, legend } = feature;
  const values = featureValues(features, name);
  const colours = featureColours(name);
  return draw(features.grid, colours, (cell) => featureColourIndex(name, legend, values[cell]!, colours.length));
}

function draw(...[grid, colours, classOf]: Parameters<typeof classImage>): DrawnLayer {
  return { grid, image: classImage(grid, colours, classOf) };
}
