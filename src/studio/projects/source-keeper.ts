import type { FileSource } from '../../io/formats/source.ts';
import type { NamedBytes, OpenedFile, OpenedTerrain } from '../../worker/engine-protocol.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** What ids of sources begin with whose one file is not opened: it is read where it is used. */
export const FILE_SOURCE = 'file:';

/** Keeps the files of what was opened where they are needed to open it again: sites and antennas are in the project by value. */
export function keepOpened(opened: OpenedFile, files: readonly NamedBytes[], registry: TypedArrayRegistry): void {
  if (opened.kind === 'scene') keepSource(opened.scene.id, opened.source, files, registry);
  else if (opened.kind === 'measurements') keepSource(opened.measurements.id, opened.source, files, registry);
  else if (opened.kind === 'model') keepSource(`model:${opened.model.id}`, opened.source, files, registry);
}

export function keepTerrain({ terrain, source }: OpenedTerrain, file: NamedBytes, registry: TypedArrayRegistry): void {
  registry.terrains.set(terrain.id, terrain);
  keepSource(terrain.id, source, [file], registry);
}

/** @param files in the order of the source's */
export function keepSource(
  id: string,
  source: FileSource,
  files: readonly NamedBytes[],
  registry: TypedArrayRegistry,
): void {
  registry.sources.set(id, source);
  source.files.forEach(({ key }, index) => {
    const bytes = files[index]?.bytes;
    if (bytes && !registry.files.has(key)) registry.files.set(key, new Blob([bytes as Uint8Array<ArrayBuffer>]));
  });
}
