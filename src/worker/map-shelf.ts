import { fileNameOf } from '../io/file-name.ts';
import { writeCutFile } from '../io/map-source/cut-file.ts';
import type { CutHooks, MapPreview, MapSource } from '../io/map-source/map-source.ts';
import { openMap } from '../io/map-source/open-map.ts';
import type { LonLatBox } from '../raster/lonlat-box.ts';
import type { NamedBytes } from './engine-protocol.ts';
import type { CutJob, MapView } from './map-protocol.ts';

/** The maps that boxes are cut out of. One is open at a time: a large one fills the memory. */
export class MapShelf {
  #open: { readonly id: string; readonly source: MapSource } | null = null;
  #opened = 0;

  async open(name: string, file: Blob, hooks: CutHooks): Promise<MapView> {
    this.#open = null;
    const source = await openMap(name, file, hooks);
    const id = `map-${++this.#opened}`;
    this.#open = { id, source };
    return { id, facts: source.facts };
  }

  preview(id: string, view: LonLatBox): Promise<MapPreview> {
    return this.#of(id).preview(view);
  }

  /** The file of the scene that a box holds. */
  async cut({ mapId, box, heightRules, name, from }: CutJob, hooks: CutHooks): Promise<NamedBytes> {
    const source = this.#of(mapId);
    const { facts } = source;
    const cut = await source.cut(box, hooks);
    hooks.onProgress?.(0.95, 'Building the scene');
    const order = { name, from: from ?? facts.name, attribution: facts.attribution, box, heightRules };
    const text = writeCutFile(cut, order);
    return { name: `${fileNameOf(name, 'city')}.geojson`, bytes: new TextEncoder().encode(text) };
  }

  close(id: string): void {
    if (this.#open?.id === id) this.#open = null;
  }

  #of(id: string): MapSource {
    if (this.#open?.id !== id) throw new Error(`Map ${id} is not open`);
    return this.#open.source;
  }
}
