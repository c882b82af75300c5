import { readAntennaLimits } from '../../io/formats/antenna-limits-csv.ts';
import { isTiff } from '../../io/formats/geotiff-raster.ts';
import { filledLimits } from '../../planning/antennas/listed-limits.ts';
import { badInput } from '../../units/errors.ts';
import type { NamedBytes } from '../../worker/engine-protocol.ts';
import { FILE_SOURCE, keepSource } from '../projects/source-keeper.ts';
import { studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { changeAntennas, changeSetup } from './project-setup.ts';
import { setupOf } from './read-setup.ts';
import type { FileUse, Setup } from './setup.ts';

type Files = Pick<TypedArrayRegistry, 'files' | 'sources'>;

/** Files of the set-up, as they go to be read. */
export type SetupBytes = Readonly<Partial<Record<FileUse, NamedBytes>>>;

const STEP_WORDS: Readonly<Record<FileUse, string>> = {
  population: 'Choose a raster of people',
  classes: 'Choose a raster of classes',
  places: 'Choose a list of places',
};

/**
 * Takes a file into the set-up, and with it into the project. Where it lies and what is in it is seen when it is read.
 * @throws UserError('bad-input') for a raster that is no GeoTIFF
 */
export async function takeFile(use: FileUse, file: NamedBytes, registry: TypedArrayRegistry): Promise<void> {
  if (use !== 'places' && !isTiff(file.bytes))
    throw badInput(`${file.name} is no GeoTIFF: it begins with neither II nor MM. Choose a raster as .tif.`);
  // By itself: it shares its hash with parts that would come along with the page otherwise.
  const { keyedFiles } = await import('../../io/content-key.ts');
  const keyed = await keyedFiles([file]);
  const source = `${FILE_SOURCE}${keyed[0]!.key}`;
  keepSource(source, { kind: 'files', files: keyed }, [file], registry);
  changeSetup(({ files, ...setup }) => ({ ...setup, files: { ...files, [use]: { name: file.name, source } } }), {
    label: STEP_WORDS[use],
  });
}

/**
 * Takes limits by sector out of a list, as `boresight plan tilt --limits` does: the listed sectors are those that may be turned. They
 * are kept by value.
 * @param sectorIds of the project
 * @throws UserError('bad-input') with row, value, rule and cure
 */
export function takeLimits({ name, bytes }: NamedBytes, sectorIds: readonly string[]): void {
  const limits = readAntennaLimits(bytes, name);
  const row = limits.sectors.findIndex(({ id }) => !sectorIds.includes(id));
  if (row >= 0)
    throw badInput(
      `${name}, row ${row + 1}: "${limits.sectors[row]!.id}" is none of the project's ${sectorIds.length} sectors; write ids as the list of sites has them (${sectorIds.slice(0, 3).join(', ')}${sectorIds.length > 3 ? ' …' : ''}).`,
    );
  filledLimits(limits, setupOf(studioStore.getState()).antennas);
  changeAntennas({ limits, sectors: limits.sectors.map(({ id }) => id) }, { label: 'Choose limits by sector' });
}

/** Takes a file out of the set-up. */
export function dropFile(use: FileUse): void {
  changeSetup(({ files: { [use]: dropped, ...files }, ...setup }) => ({ ...setup, files }), {
    label: STEP_WORDS[use].replace('Choose', 'Take away'),
  });
}

/**
 * The files of the set-up that are asked for, as far as they were chosen.
 * @throws UserError('bad-input') for one that is not at hand any more
 */
export async function setupBytes({ files }: Setup, uses: readonly FileUse[], registry: Files): Promise<SetupBytes> {
  const read: Partial<Record<FileUse, NamedBytes>> = {};
  for (const use of uses) {
    const file = files[use];
    if (!file) continue;
    const source = registry.sources.get(file.source);
    const blob = source?.kind === 'files' ? registry.files.get(source.files[0]!.key) : undefined;
    if (!blob) throw badInput(`${file.name} is not in the browser's storage any more: choose it again.`);
    read[use] = { name: file.name, bytes: new Uint8Array(await blob.arrayBuffer()) };
  }
  return read;
}
