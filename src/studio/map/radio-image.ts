import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { ClassRaster } from '../../scene/scene.ts';
import type { Rgb } from './colour-scales.ts';

/** Paints classes, one pixel a cell; no data (-1) is transparent. */
export function classImage(grid: RasterGrid, colours: readonly Rgb[], classOf: (cell: number) => number): ImageData {
  const image = new ImageData(grid.columns, grid.rows);
  const pixels = new Uint32Array(image.data.buffer);
  const packed = Uint32Array.from(colours, pack);
  for (let cell = 0; cell < pixels.length; cell++) {
    const index = classOf(cell);
    if (index >= 0) pixels[cell] = packed[index]!;
  }
  return image;
}

/** Paints green classes of land use; everything else is transparent ground. */
export function landUseImage(landUse: ClassRaster, green: Rgb): ImageData {
  const { columns, rows } = landUse.grid;
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const isGreen = landUse.names.map((name) =>
    /park|grass|green|forest|wood|tree|garden|meadow|plant|cemetery/i.test(name),
  );
  const colour = pack(green);
  landUse.classes.forEach((value, cell) => {
    if (isGreen[value]) pixels[cell] = colour;
  });
  return image;
}

/** Opaque RGBA in the byte order of every platform that browsers run on (little-endian). */
export function pack([r, g, b]: Rgb): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
