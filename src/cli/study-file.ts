import { basename } from 'node:path';
import type { SectorStudy } from '../calibration/study/study.ts';
import { readStudyLines, type StudyKey, studyHeader, studyLine } from '../io/formats/study-lines.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { appendToFile, fileExists, writeFileAtomically } from '../io/node-files.ts';
import type { CalibrationInput } from './calibration-input.ts';
import { folderName } from './map-folder.ts';
import type { MethodsOptions } from './methods-options.ts';

/** What two runs must have in common to go into one file; methods may differ. */
function keyOf(options: MethodsOptions, input: CalibrationInput): StudyKey {
  const { study, settings, receiverHeightM, preparation, lossSigns, reading } = options;
  return {
    scene: input.scene.name,
    ground: input.scene.groundMaterial,
    sites: basename(options.sites),
    measurements: input.read.name,
    rows: input.read.count,
    splits: study.splits,
    fit: study.fit,
    model: study.model,
    informed_model: study.informedModel,
    ...(options.maps === null ? {} : { maps: folderName(options.maps) }),
    settings,
    receiver_height: receiverHeightM,
    preparation,
    losses: lossSigns,
    reading,
  };
}

/** The sectors that the file of --resume holds; none without one. */
export async function readStudyFile(options: MethodsOptions, input: CalibrationInput): Promise<SectorStudy[]> {
  const path = options.resume;
  if (path === null || !(await fileExists(path))) return [];
  const text = new TextDecoder().decode(await readFileBytes(path));
  return readStudyLines(basename(path), text, keyOf(options, input));
}

/**
 * Writes what is known anew, without a line that was broken off, and gives what adds a sector to it. Additions are written one after the
 * other; `done` waits for them and rejects where one could not be written.
 */
export async function openStudyFile(
  options: MethodsOptions,
  input: CalibrationInput,
  known: readonly SectorStudy[],
): Promise<{ add(study: SectorStudy): void; done(): Promise<void> }> {
  const path = options.resume;
  if (path === null) return { add: () => undefined, done: async () => undefined };
  await writeFileAtomically(path, studyHeader(keyOf(options, input)) + known.map(studyLine).join(''));
  let last = Promise.resolve();
  return {
    add: (study) => {
      last = last.then(() => appendToFile(path, studyLine(study)));
      // Told by `done`; until then nobody listens.
      last.catch(() => undefined);
    },
    done: () => last,
  };
}
