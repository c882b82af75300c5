import { checkBox, MAP_MARGIN_M, type MapFacts } from '../../io/map-source/map-source.ts';
import { boxWithMargin, type LonLatBox } from '../../raster/lonlat-box.ts';
import { tileCount, tilesOf } from '../../raster/web-mercator.ts';
import { UserError } from '../../units/errors.ts';

/** Why no scene can be cut from the box, in words; null where one can. */
export function boxProblem(box: LonLatBox, facts: MapFacts | null): string | null {
  try {
    checkBox(box);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  const tiles = facts && boxTiles(box, facts);
  if (tiles && facts.mostTiles !== null && tiles > facts.mostTiles) {
    return `The box meets ${tiles} tiles; ${facts.mostTiles} are read at most. Draw a smaller one.`;
  }
  return null;
}

/** Tiles that are read for the box; null for a map without tiles. */
export function boxTiles(box: LonLatBox, { zoom }: MapFacts): number | null {
  return zoom === null ? null : tileCount(tilesOf(boxWithMargin(box, MAP_MARGIN_M), zoom));
}
