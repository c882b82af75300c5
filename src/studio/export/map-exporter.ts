import type { MapDescription } from '../../io/formats/map-description.ts';
import { sameGrid } from '../../raster/raster-grid.ts';
import { baseZ } from '../../scene/terrain.ts';
import type { NamedBytes, Outcome, SceneView, SolveListener } from '../../worker/engine-protocol.ts';
import type { MapFileJob } from '../../worker/map-writer-protocol.ts';
import { compareWords } from '../compare/result-words.ts';
import { engineLabel } from '../engines/engine-choice.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { notify } from '../store/view-actions.ts';
import type { ExportFormat } from './export-formats.ts';
import { exportName } from './export-name.ts';
import { type ExportedLayer, exportedLayer, hasLayer } from './exported-layer.ts';

/** Writes a file; null where the signal ended it. */
type WriteMap = (job: MapFileJob, listener: SolveListener, signal: AbortSignal) => Promise<Outcome<NamedBytes> | null>;

/** Where files are written and where they go. */
export interface ExportPorts {
  readonly write: WriteMap;
  readonly save: (name: string, bytes: Uint8Array<ArrayBuffer>) => void;
}

/** Writes the layer on the screen into files, one at a time. */
export class MapExporter {
  readonly #registry: TypedArrayRegistry;
  readonly #scene: () => SceneView | null;
  readonly #ports: ExportPorts;
  #abort: AbortController | null = null;

  constructor(registry: TypedArrayRegistry, scene: () => SceneView | null, ports: ExportPorts) {
    this.#registry = registry;
    this.#scene = scene;
    this.#ports = ports;
  }

  /** Whether there is something to export. */
  ready(): boolean {
    return this.#abort === null && hasLayer(studioStore.getState(), this.#registry);
  }

  /** What an export would take now. */
  layer(): ExportedLayer | null {
    const state = studioStore.getState();
    return exportedLayer(state, this.#registry, compareWords(state, this.#scene()));
  }

  async export(format: ExportFormat): Promise<void> {
    const state = studioStore.getState();
    const layer = this.layer();
    const scene = this.#scene();
    if (!layer || !scene || this.#abort) return;
    const name = exportName(state.history.project.name, layer.layer, format.extension);
    const abort = new AbortController();
    this.#abort = abort;
    const progress = (fraction: number) => studioStore.setState({ exporting: { name, fraction } });
    progress(0);
    const { values, title, scale } = layer;
    const job = {
      name,
      values,
      title,
      scale,
      description: descriptionOf(layer, scene, state),
      lineOfSight: sightOf(layer, this.#registry),
    };
    const outcome = await this.#ports.write(job, { progress }, abort.signal).finally(() => {
      this.#abort = null;
      studioStore.setState({ exporting: null });
    });
    if (outcome === null) return;
    if (!outcome.ok) {
      notify({ tone: 'bad', title: `${name} was not written`, message: outcome.message, details: [] });
      return;
    }
    this.#ports.save(outcome.value.name, new Uint8Array(outcome.value.bytes));
    if (state.map?.refined === false) noteCoarse(outcome.value.name);
  }

  cancel(): void {
    this.#abort?.abort();
  }
}

function descriptionOf(
  { layer, unit, grid, scale, side }: ExportedLayer,
  scene: SceneView,
  { history, map, models }: StudioState,
): MapDescription {
  const { sectors, settings } = history.project;
  const engines = map?.solves.engines.map((name) => engineLabel(name, models)) ?? [];
  return {
    ...{ format: 'boresight-map', version: 1, layer, unit, grid },
    frame: scene.frame,
    scene: scene.name,
    engine: side ?? engines.join(' and '),
    receiverZM: scene.groundZM + settings.receiverHeightM,
    sectors: sectors.map(({ id, x, y, heightM }) => ({ id, x, y, z: baseZ(scene, x, y) + heightM })),
    ...(scale.kind === 'classes' ? { classes: scale.names } : {}),
  };
}

/** Line of sight to the best server, of the map that the layer is of. */
function sightOf({ side, grid }: ExportedLayer, { networkMap }: TypedArrayRegistry): Uint8Array | null {
  return side === null && networkMap && sameGrid(networkMap.grid, grid) ? networkMap.lineOfSight : null;
}

function noteCoarse(name: string): void {
  notify({
    tone: 'note',
    title: `${name} holds the first, coarse map`,
    message: 'The map was still being refined. Export it again when it is finished.',
    details: [],
  });
}
