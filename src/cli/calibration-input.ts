import { basename } from 'node:path';
import { type PlacedMeasurements, placeMeasurements, rowsBySector } from '../engine/calibration-case.ts';
import { type MeasurementSet, rejectedByReason } from '../measurements/measurement-set.ts';
import type { Scene } from '../scene/scene.ts';
import { placeSectors } from '../sites/place-sectors.ts';
import type { Sector } from '../sites/sector.ts';
import type { SectorDraft } from '../sites/sector-draft.ts';
import { badInput, type Issue } from '../units/errors.ts';
import type { CalibrateOptions } from './calibrate-options.ts';
import { loadScene } from './load-scene.ts';
import { type OnFile, readMeasuredPath } from './measurement-file.ts';
import { chooseSectors, readSites } from './predict-sources.ts';
import { type PreparedMeasurements, prepared } from './preparation.ts';

/** All that a calibration reads, and the sectors it is about. */
export interface CalibrationInput {
  readonly scene: Scene;
  readonly measurements: PlacedMeasurements;
  /** The same before rows were left out and positions corrected, and what was done. */
  readonly read: MeasurementSet;
  readonly preparation: PreparedMeasurements['preparation'];
  /** Those with most rows first, so that the longest work is not begun last. */
  readonly sectors: readonly Sector[];
  readonly receiverZM: number;
  readonly issues: readonly Issue[];
}

/** The part of the options that says what is read. */
export type InputOptions = Pick<
  CalibrateOptions,
  | 'scene'
  | 'groundMaterial'
  | 'sites'
  | 'lossSigns'
  | 'measurements'
  | 'reading'
  | 'preparation'
  | 'sectors'
  | 'minRows'
  | 'receiverHeightM'
>;

/**
 * @param command for messages
 * @throws UserError('bad-input') for files that cannot be read, and where no sector of the list is measured
 */
export async function readCalibrationInput(
  options: InputOptions,
  onFile: OnFile,
  command = 'calibrate',
): Promise<CalibrationInput> {
  const scene = await loadScene(options.scene, options.groundMaterial);
  if (!scene.extruded && scene.buildings.length === 0)
    throw badInput(
      `${command}: the sweep needs buildings that are upright prisms, and ${scene.name} has none; give footprints, a height raster or a scene with upright walls`,
    );
  const noted: Issue[] = [];
  const drafts = await readSites(options.sites, noted, options.lossSigns);
  const file = basename(options.sites);
  const read = await readMeasuredPath(options.measurements, options.reading, onFile);
  const { set, preparation, warnings } = prepared(read, options.preparation, scene);
  const measurements = placeMeasurements(set, scene);
  const rows = rowsBySector(measurements, drafts);
  const chosen = choose(command, options, drafts, file, measurements, rows);
  const { sectors, issues } = placeSectors(chosen, scene);
  return {
    scene,
    measurements,
    sectors: [...sectors].sort((a, b) => (rows.get(b.id) ?? 0) - (rows.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1)),
    receiverZM: (scene.groundZM ?? 0) + options.receiverHeightM,
    read,
    preparation,
    issues: [...noted, ...set.issues, ...warnings.map(untold), ...issues],
  };
}

function untold(message: string): Issue {
  return { kind: 'warning', code: 'preparation', message, count: 1 };
}

function choose(
  command: string,
  { sectors, minRows }: InputOptions,
  drafts: readonly SectorDraft[],
  file: string,
  { set }: PlacedMeasurements,
  rows: ReadonlyMap<string, number>,
): readonly SectorDraft[] {
  const ids = new Set(
    sectors?.flatMap((id) => chooseSectors(command, drafts, id, file).map((d) => d.id)) ?? drafts.map((d) => d.id),
  );
  if (set.count === 0)
    throw badInput(`${command}: ${set.name} has ${set.rows} rows and none of them can be used: ${reasons(set)}`);
  if (set.cells.length === 0 && ids.size > 1)
    throw badInput(
      `${command}: ${set.name} names no serving cell, so whose its rows are must be said: give one --sector ID (of ${few([...ids])})`,
    );
  if (sectors !== null) return drafts.filter(({ id }) => ids.has(id));
  const measured = drafts.filter(({ id }) => (rows.get(id) ?? 0) > 0);
  if (measured.length === 0) {
    throw badInput(
      `${command}: no cell that ${set.name} names is a sector of ${file}: the measurements name ${few(set.cells)}, the sites ${few([...ids])}; rename the ones or the others`,
    );
  }
  const enough = measured.filter(({ id }) => rows.get(id)! >= minRows);
  if (enough.length === 0) {
    const most = Math.max(...measured.map(({ id }) => rows.get(id)!));
    throw badInput(
      `${command}: --min-rows ${minRows}: none of the ${measured.length} measured sectors has that many rows, the most is ${most}; lower it`,
    );
  }
  return enough;
}

function reasons(set: MeasurementSet): string {
  const counts = Object.entries(rejectedByReason(set)).map(([reason, count]) => `${count} ${reason}`);
  return counts.length > 0 ? counts.join(', ') : 'it holds a header alone';
}

function few(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  return `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
}
