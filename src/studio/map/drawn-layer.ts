import type { RasterGrid } from '../../raster/raster-grid.ts';
import { featureColourIndex } from '../features/feature-legend.ts';
import { featureValues } from '../features/feature-name.ts';
import { correctedClass, isCorrectedLayer } from '../results/corrected-classes.ts';
import { DIFFERENCE_CLASSES, differenceClass } from '../results/difference-classes.ts';
import { classOfCell, legendClasses } from '../results/layer-classes.ts';
import { layerColours } from './colour-scales.ts';
import { featureColours } from './feature-colours.ts';
import type { MapPicture } from './map-picture.ts';
import { classImage } from './radio-image.ts';

export interface DrawnLayer {
  readonly image: ImageData;
  readonly grid: RasterGrid;
}

/** The raster on the ground, one pixel a cell; null where there is none. */
export function drawnLayer(picture: MapPicture): DrawnLayer | null {
  const { networkMap, layer, theme } = picture;
  if (layer === 'none') return null;
  if (isCorrectedLayer(layer)) {
    const { corrected } = picture;
    return (
      corrected && draw(corrected.grid, layerColours(layer, 0, theme), (cell) => correctedClass(layer, corrected, cell))
    );
  }
  if (layer === 'features') return featureLayer(picture);
  if (!networkMap) return null;
  const { grid } = networkMap;
  if (layer === 'difference') {
    const { difference } = picture;
    const colours = layerColours(layer, DIFFERENCE_CLASSES, theme);
    return difference && draw(grid, colours, (cell) => differenceClass(difference[cell]!));
  }
  const colours = layerColours(layer, legendClasses(layer, networkMap.sectorIds).length, theme);
  return draw(grid, colours, (cell) => classOfCell(layer, networkMap, cell));
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
