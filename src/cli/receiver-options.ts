import type { EngineName } from '../engine/engine.ts';
import { receiversFor } from '../engine/receivers-for.ts';
import { mapExtension } from '../io/formats/encode-map.ts';
import { heightsAlong, placeSection, type SectionLine } from '../propagation/receivers/place-section.ts';
import type { SolveRequest } from '../propagation/solve-request.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, choiceOption, numberOption, numbersOption, type OptionTable } from './arguments.ts';
import type { ExtentOptions } from './extent-options.ts';
import { refuseOversized } from './map-grid.ts';
import { receiverHeightOption, SWITCH } from './solve-options.ts';

/** Options of where the receivers are. */
export const RECEIVER_OPTIONS: OptionTable = {
  'receiver-height': {
    value: 'M',
    help: 'receivers above the ground [m] (default 1.5); by the launch and reference engines they follow it where it is not level',
  },
  'receiver-z': { value: 'Z', help: 'receivers on one horizontal plane of the scene frame [m]' },
  drape: {
    value: 'on|off',
    help: 'off: receivers on one plane over the mean ground, though it is not level (default on)',
  },
  section: {
    value: 'x0,y0,x1,y1',
    help: 'launch, reference: receivers on the upright plane over this line [m, scene frame]; columns are distance, row 0 is the top',
  },
  'section-height': {
    value: 'z0,z1',
    help: 'its lower and upper end [m, scene frame] (default: from the lowest ground to 10 m above all along it)',
  },
};

export interface ReceiverOptions {
  /** Above ground, or null where `receiverZM` is given. */
  readonly receiverHeightM: number;
  readonly receiverZM: number | null;
  readonly drape: boolean;
  readonly section: { readonly line: SectionLine; readonly heightM: readonly [number, number] | null } | null;
}

/** Shorter than this [m] a section shows nothing. */
const SHORTEST_SECTION_M = 0.1;

/**
 * Reads and checks RECEIVER_OPTIONS.
 * @param heightM receiver height where none is given
 * @throws UserError('bad-input') for options that clash and for sections without length or height
 */
export function readReceiverOptions(args: Arguments, heightM: number): ReceiverOptions {
  const { given } = args;
  if (given.has('receiver-z') && given.has('receiver-height')) {
    throw badInput('predict: --receiver-z and --receiver-height both set the receivers; give one of them');
  }
  if (given.has('section-height') && !given.has('section')) {
    throw badInput('predict: --section-height is of a section; give --section x0,y0,x1,y1 as well');
  }
  for (const name of ['receiver-z', 'receiver-height', 'bounds', 'size', 'centre']) {
    if (given.has('section') && given.has(name)) {
      throw badInput(`predict: --section says where the receivers are; leave --${name} out`);
    }
  }
  return {
    receiverHeightM: receiverHeightOption(args, heightM),
    receiverZM: given.has('receiver-z')
      ? numberOption(args, 'receiver-z', 0, { unit: 'm', min: -1e4, max: 1e4, example: '1.5' })
      : null,
    drape: choiceOption(args, 'drape', 'on', SWITCH) === 'on',
    section: readSection(args),
  };
}

function readSection(args: Arguments): ReceiverOptions['section'] {
  const ends = numbersOption(args, 'section', ['x0', 'y0', 'x1', 'y1'], '-200,0,200,0');
  if (!ends) return null;
  const [x0, y0, x1, y1] = ends as [number, number, number, number];
  const lengthM = Math.hypot(x1 - x0, y1 - y0);
  if (!(lengthM >= SHORTEST_SECTION_M)) {
    throw badInput(
      `predict: --section ${ends.join(',')} is ${lengthM.toFixed(2)} m long; give two points at least ${SHORTEST_SECTION_M} m apart [m, scene frame]`,
    );
  }
  const heightM = numbersOption(args, 'section-height', ['z0', 'z1'], '0,60') as [number, number] | null;
  if (heightM && !(heightM[1] > heightM[0])) {
    throw badInput(`predict: --section-height ${heightM.join(',')}: z1 must be greater than z0 [m, scene frame]`);
  }
  return { line: { from: [x0, y0], to: [x1, y1] }, heightM };
}

/** Grid and receivers of a run, with what is to be said of them. */
export interface PlacedReceivers extends Pick<SolveRequest, 'grid' | 'receiverZM' | 'receiverSurface'> {
  readonly section: SectionLine | null;
  readonly warnings: readonly string[];
}

/**
 * Sets the receivers into a scene.
 * @param grid of the map in plan
 * @throws UserError('bad-input') for a section into a file format that knows none
 */
export function placeReceivers(
  options: ReceiverOptions & ExtentOptions & { readonly out: string | null },
  engine: EngineName,
  scene: Scene,
  sectors: readonly Sector[],
  grid: RasterGrid,
): PlacedReceivers {
  if (options.section) {
    refuseUnplaced(options.out);
    return sectionOf(options, options.section, scene, sectors);
  }
  if (options.receiverZM !== null) return { grid, receiverZM: options.receiverZM, section: null, warnings: [] };
  if (options.drape) return { grid, section: null, ...receiversFor(engine, scene, grid, options.receiverHeightM) };
  return { grid, receiverZM: (scene.groundZM ?? 0) + options.receiverHeightM, section: null, warnings: [] };
}

function refuseUnplaced(out: string | null): void {
  if (out === null) return;
  const extension = mapExtension(out);
  if (['.npy', '.csv', '.json', '.png'].includes(extension)) return;
  throw badInput(
    `${out}: a section stands upright and has no place on a map in ${extension}; write .npy, .csv, .json or .png`,
  );
}

function sectionOf(
  { cellSizeM, size }: ExtentOptions,
  { line, heightM }: NonNullable<ReceiverOptions['section']>,
  scene: Scene,
  sectors: readonly Sector[],
): PlacedReceivers {
  const [low, high] = heightM ?? heightsAlong(line, scene, sectors);
  const lengthM = Math.hypot(line.to[0] - line.from[0], line.to[1] - line.from[1]);
  const bounds = { minX: 0, maxX: lengthM, minY: low, maxY: high };
  refuseOversized({ cellSizeM, size, centre: { kind: 'scene' }, bounds }, Number.POSITIVE_INFINITY);
  return { ...placeSection(line, [low, high], cellSizeM), section: line, warnings: [] };
}
