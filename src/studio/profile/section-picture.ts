import { resourceElementDbm } from '../../radio/link-budget.ts';
import type { SectionMap } from '../../worker/engine-protocol.ts';
import type { ThemeName } from '../app/theme.ts';
import { valuePainter } from '../map/value-colours.ts';
import type { ValueScale } from '../results/value-scale.ts';
import type { SectorSettings } from '../store/project-document.ts';

/** A section as a picture, and where it lies on the profile. */
export interface SectionPicture {
  readonly url: string;
  /** Distance that its columns reach to, and the heights of its upper and lower edge above the profile's datum [m]. */
  readonly endM: number;
  readonly topM: number;
  readonly bottomM: number;
}

/** Paints the level of a sector over a line with the colours that levels have on the map. */
export function sectionPicture(
  { grid, pathGainDb }: SectionMap,
  sector: SectorSettings,
  datumZM: number,
  scale: ValueScale,
  theme: ThemeName,
): SectionPicture {
  const { columns, rows, cellSizeM, northM } = grid;
  const painter = valuePainter('rsrp', scale, theme);
  const reference = resourceElementDbm(sector);
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const image = new ImageData(columns, rows);
  pathGainDb.forEach((gain, cell) => {
    const index = painter.indexOf(gain + reference);
    const colour = index < 0 ? undefined : painter.colours[index];
    if (colour) image.data.set([...colour, 255], 4 * cell);
  });
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return {
    url: canvas.toDataURL('image/png'),
    endM: columns * cellSizeM,
    topM: northM - datumZM,
    bottomM: northM - datumZM - rows * cellSizeM,
  };
}
