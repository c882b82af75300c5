import type { ExpectedFile } from '../../learning/models/model-source.ts';
import type { StoredWeight, TuningFacts } from '../../learning/tuning/tuning-facts.ts';
import { badInput, UserError } from '../../units/errors.ts';
import { isJsonObject, parseJson } from './json-document.ts';
import { JsonFields } from './json-fields.ts';

const FORMAT = 'boresight-tuning';
const VERSION = 1;
const CURE = 'Export the training step again (see training/).';

/**
 * Reads what trains a model to a site, `tuning.json`.
 * @throws UserError('bad-input') for another format, an unknown version, or a field that is missing or out of its range
 */
export function readTuningFacts(name: string, bytes: Uint8Array): TuningFacts {
  const json = parseJson(name, bytes);
  if (!isJsonObject(json) || json.format !== FORMAT)
    throw badInput(`${name} does not say how to train a model ("format" must be "${FORMAT}"). ${CURE}`);
  if (json.version !== VERSION)
    throw badInput(
      `${name} has version ${JSON.stringify(json.version ?? null)} of its format and this program reads version ${VERSION}. ${CURE}`,
    );
  try {
    const at = new JsonFields(name, json);
    const siteSides = at.numbers('siteSides');
    if (!siteSides.every((side) => Number.isInteger(side) && side >= 2 && side <= 256))
      throw at.refuse('siteSides', 'whole numbers from 2 to 256');
    return {
      model: at.text('model'),
      size: at.whole('size', 16, 4096),
      weights: fileOf(at, 'weights'),
      step: fileOf(at, 'step'),
      siteSides,
      parameters: at.objects('parameters').map(weightOf),
    };
  } catch (error) {
    if (error instanceof UserError) throw badInput(`${error.message} ${CURE}`);
    throw error;
  }
}

function weightOf(at: JsonFields): StoredWeight {
  const type = at.text('type');
  if (type !== 'float16' && type !== 'float32') throw at.refuse('type', '"float16" or "float32"');
  return {
    name: at.text('name'),
    offset: at.whole('offset', 0, 2 ** 31),
    type,
    count: at.numbers('shape').reduce((product, side) => product * side, 1),
  };
}

function fileOf(at: JsonFields, key: string): ExpectedFile {
  const of = at.object(key);
  const file = of.text('file');
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(file)) throw of.refuse('file', 'a plain name');
  const sha256 = of.text('sha256');
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw of.refuse('sha256', 'a SHA-256 of 64 lower-case hexadecimal digits');
  return { file, bytes: of.whole('bytes', 1, 2 ** 31), sha256 };
}
