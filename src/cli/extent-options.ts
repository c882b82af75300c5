import type { BoundsM } from '../raster/raster-grid.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, numberOption, numbersOption, type OptionTable, optional } from './arguments.ts';

/** A tenth of a wavelength at 3 GHz; far finer than any scene is known, and fine enough to be a slip of the unit below. */
export const LEAST_CELL_M = 0.01;

export type Centre =
  | { readonly kind: 'sector' }
  | { readonly kind: 'scene' }
  | { readonly kind: 'point'; readonly a: number; readonly b: number };

/** Which cells a map has. */
export interface ExtentOptions {
  readonly cellSizeM: number;
  /** Cells on a side around `centre`, where there are no `bounds`. */
  readonly size: number;
  readonly centre: Centre;
  readonly bounds: BoundsM | null;
}

/** The options that every command with maps of its own has; `size` and `cellSize` are what the help says of their defaults. */
export function extentOptions(size: string, cellSize = '5'): OptionTable {
  return {
    'cell-size': { value: 'M', help: `side of a cell [m], 0.01 or more (default ${cellSize})` },
    size: { value: 'CELLS', help: `cells on a side (default ${size})` },
    centre: { value: 'sector|scene|X,Y|LAT,LON', help: 'centre of the map (default sector)' },
    bounds: { value: 'x0,y0,x1,y1', help: 'extent in the scene frame [m], instead of --size and --centre' },
  };
}

/**
 * Reads and checks them.
 * @throws UserError('bad-input') for values out of range, and for --bounds beside --size or --centre
 */
export function readExtent(
  args: Arguments,
  {
    size,
    mostCells,
    cellSizeM = 5,
  }: { readonly size: number; readonly mostCells: number; readonly cellSizeM?: number },
): ExtentOptions {
  if (args.given.has('bounds') && (args.given.has('size') || args.given.has('centre'))) {
    throw badInput(`${args.command}: --bounds already sets the extent; leave --size and --centre out`);
  }
  return {
    cellSizeM: numberOption(args, 'cell-size', cellSizeM, { unit: 'm', min: LEAST_CELL_M, max: 1000, example: '5' }),
    size: numberOption(args, 'size', size, { unit: 'cells', min: 1, max: mostCells, whole: true, example: '512' }),
    centre: readCentre(args),
    bounds: readBounds(args),
  };
}

function readCentre(args: Arguments): Centre {
  const text = optional(args, 'centre');
  if (text === undefined || text === 'sector') return { kind: 'sector' };
  if (text === 'scene') return { kind: 'scene' };
  const [a, b] = numbersOption(args, 'centre', ['X or LAT', 'Y or LON'], '0,0 (or sector, or scene)')!;
  return { kind: 'point', a: a!, b: b! };
}

function readBounds(args: Arguments): BoundsM | null {
  const bounds = numbersOption(args, 'bounds', ['x0', 'y0', 'x1', 'y1'], '-500,-500,500,500');
  if (!bounds) return null;
  const [minX, minY, maxX, maxY] = bounds as [number, number, number, number];
  if (maxX <= minX || maxY <= minY) {
    throw badInput(
      `${args.command}: --bounds ${bounds.join(',')}: x1 must be greater than x0 and y1 greater than y0 [m]`,
    );
  }
  return { minX, minY, maxX, maxY };
}
