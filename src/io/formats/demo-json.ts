import { badInput } from '../../units/errors.ts';
import { isJsonObject, parseJson } from './json-document.ts';
import { JsonFields } from './json-fields.ts';

/** The demo as it describes itself: a scene, with sites and measurements in files beside it. */
export interface DemoDescription {
  readonly name: string;
  /** Seed of a synthetic city. */
  readonly citySeed: number;
  readonly sites: string;
  readonly measurements: string | null;
}

/** @throws UserError('bad-input') that names the field which is missing or not understood */
export function readDemoJson(name: string, bytes: Uint8Array): DemoDescription {
  const json = parseJson(name, bytes);
  if (!isJsonObject(json)) throw badInput(`${name} is no description of a demo: it must be an object.`);
  const demo = new JsonFields(name, json);
  const seed = /^synthetic:(\d{1,10})$/.exec(demo.text('scene'))?.[1];
  if (seed === undefined) throw demo.refuse('scene', 'synthetic:<seed>, e.g. synthetic:7');
  return {
    name: textOf(demo, 'name'),
    citySeed: Number(seed),
    sites: textOf(demo, 'sites'),
    measurements: demo.has('measurements') ? textOf(demo, 'measurements') : null,
  };
}

function textOf(demo: JsonFields, key: string): string {
  const text = demo.text(key);
  if (text === '') throw demo.refuse(key, 'a text that is not empty');
  return text;
}
