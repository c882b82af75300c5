import { type PlacedMeasurements, placeMeasurements } from '../engine/calibration-case.ts';
import { contentKey, keyOfFiles } from '../io/content-key.ts';
import type { FileSource } from '../io/formats/source.ts';
import { offsetsOfDevices } from '../measurements/level-devices.ts';
import { localPositions, type MeasurementSet } from '../measurements/measurement-set.ts';
import { isPlain, type MeasurementPreparation, prepareMeasurements } from '../measurements/preparation.ts';
import { type ShiftToStreets, shiftToStreets } from '../measurements/shift-to-streets.ts';
import { sourceSceneId } from '../scene/building-edits.ts';
import type { Scene } from '../scene/scene.ts';
import type { MeasuredFacts, MeasurementsView, PreparationTrial } from './engine-protocol.ts';
import { measurementsView } from './measurements-view.ts';

/** Measurements as they were read, and as they are used. */
interface Kept {
  readonly read: MeasurementSet;
  readonly scene: Scene;
  readonly sceneId: string | null;
  /** Without what is done to them. */
  readonly source: FileSource;
  readonly placed: PlacedMeasurements;
}

/** What was read as measurements, laid into the scene that was open then, by the ids that the studio knows. */
export class MeasurementShelf {
  readonly #kept = new Map<string, Kept>();

  /** @param source with the preparation that is to be done, where there is one */
  async keep(
    read: MeasurementSet,
    scene: Scene,
    sceneId: string | null,
    { preparation = {}, ...source }: FileSource,
  ): Promise<{ readonly source: FileSource; readonly measurements: MeasurementsView }> {
    const id = await idOf(source, preparation, sceneId);
    const { measurements: used, removed } = prepareMeasurements(read, preparation);
    const plain = isPlain(preparation);
    this.#kept.set(id, { read, scene, sceneId, source, placed: placeMeasurements(used, scene) });
    const prepared = plain ? null : { preparation, removed };
    return {
      source: plain ? source : { ...source, preparation },
      measurements: measurementsView(id, used, scene, { mapped: source.mappings !== undefined, read, prepared }),
    };
  }

  of(id: string): PlacedMeasurements {
    return this.#of(id).placed;
  }

  /** The same rows with another preparation, from what was read. */
  prepare(id: string, preparation: MeasurementPreparation) {
    const { read, scene, sceneId, source } = this.#of(id);
    return this.keep(read, scene, sceneId, { ...source, preparation });
  }

  tryPreparation(id: string, preparation: MeasurementPreparation): PreparationTrial {
    const { read } = this.#of(id);
    const { measurements, removed } = prepareMeasurements(read, preparation);
    return { rows: read.count, kept: measurements.count, removed };
  }

  facts(id: string): MeasuredFacts {
    const { read, scene } = this.#of(id);
    const { devices, device } = read;
    const offsets = offsetsOfDevices(read, localPositions(read, scene.frame));
    const rows = new Uint32Array(devices.length);
    for (const d of device ?? []) if (d >= 0) rows[d]!++;
    return {
      rows: read.count,
      time: read.timeMs && rangeOf(read.timeMs),
      speed: read.speedMps && rangeOf(read.speedMps),
      devices: devices.map((name, d) => ({
        name,
        rows: rows[d]!,
        offsetDb: offsets?.offsetDb[d] ?? 0,
        sdDb: offsets?.sdDb[d] ?? Number.NaN,
      })),
      streets: scene.roads.length,
    };
  }

  shiftToStreets(id: string): ShiftToStreets {
    const { read, scene } = this.#of(id);
    const { x, y } = localPositions(read, scene.frame);
    return shiftToStreets(x, y, scene.roads);
  }

  #of(id: string): Kept {
    const kept = this.#kept.get(id);
    if (!kept) throw new Error(`Measurements ${id} are not open`);
    return kept;
  }
}

/** The same file lies elsewhere in another scene, and is something else when its columns are read, or its rows chosen, in another way. */
async function idOf(
  { files, mappings = [] }: FileSource,
  preparation: MeasurementPreparation,
  sceneId: string | null,
): Promise<string> {
  const keyOf = (value: unknown) => contentKey(new TextEncoder().encode(JSON.stringify(value)));
  const said = mappings.length > 0 ? ` by ${await keyOf(mappings)}` : '';
  const done = isPlain(preparation) ? '' : ` as ${await keyOf(preparation)}`;
  return `measured-${await keyOfFiles(files)}${said}${done} in ${sourceSceneId(sceneId ?? '')}`;
}

function rangeOf(values: ArrayLike<number>): readonly [number, number] | null {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : null;
}
