import { badInput } from '../../units/errors.ts';
import { isJsonObject, parseJson } from './json-document.ts';
import { JsonFields } from './json-fields.ts';

const FORMAT = 'boresight-models';
const VERSION = 1;

/** A model of the index: its id, where its card lies beside the index, and the card's SHA-256. */
export interface IndexedModel {
  readonly id: string;
  /** '<id>/card.json'. */
  readonly card: string;
  readonly sha256: string;
}

/**
 * Reads the list of models that come with the program, `models/index.json`.
 * @throws UserError('bad-input') for another format, an unknown version, or an entry that leads out of the models' folder
 */
export function readModelIndex(name: string, bytes: Uint8Array): IndexedModel[] {
  const json = parseJson(name, bytes);
  if (!isJsonObject(json) || json.format !== FORMAT)
    throw badInput(`${name} is no list of models ("format" must be "${FORMAT}"). Install the program's models again.`);
  if (json.version !== VERSION)
    throw badInput(
      `${name} has version ${JSON.stringify(json.version ?? null)} of its format and this program reads version ${VERSION}: update the program.`,
    );
  return new JsonFields(name, json).objects('models').map((entry) => {
    const card = entry.text('card');
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]*\/card\.json$/.test(card)) throw entry.refuse('card', '"<folder>/card.json"');
    const sha256 = entry.text('sha256');
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw entry.refuse('sha256', '64 lower-case hexadecimal digits');
    return { id: entry.text('id'), card, sha256 };
  });
}
