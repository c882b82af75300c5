import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { ThemeName } from '../app/theme.ts';
import { valuePainter } from '../map/value-colours.ts';
import type { ValueScale } from '../results/value-scale.ts';

/** Draws levels as one pixel a cell, north up; cells without a level stay clear. */
export function drawLevels(
  canvas: HTMLCanvasElement,
  { columns, rows }: RasterGrid,
  levelDbm: Float32Array,
  scale: ValueScale,
  theme: ThemeName,
): void {
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  if (!context) return;
  const { colours, indexOf } = valuePainter('rsrp', scale, theme);
  const image = context.createImageData(columns, rows);
  for (let cell = 0; cell < levelDbm.length; cell++) {
    const index = indexOf(levelDbm[cell]!);
    if (index < 0) continue;
    const [r, g, b] = colours[index]!;
    image.data.set([r, g, b, 255], 4 * cell);
  }
  context.putImageData(image, 0, 0);
}
