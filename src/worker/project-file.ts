import { badInput } from '../units/errors.ts';

/** A project as the demo describes itself: a scene, with sites and measurements in files beside it. */
export interface ProjectFile {
  readonly name: string;
  /** Seed of a synthetic city. */
  readonly citySeed: number;
  readonly sites: string;
  readonly measurements: string | null;
}

/** @throws UserError('bad-input') that names the field which is missing or not understood */
export function readProjectFile(bytes: Uint8Array, name: string): ProjectFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw badInput(`${name} is not JSON (${cause instanceof Error ? cause.message : cause}).`);
  }
  const fields = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Readonly<Record<string, unknown>>;
  const text = (key: string): string => {
    const value = fields[key];
    if (typeof value !== 'string' || value === '')
      throw badInput(`${name}: "${key}" must be a text, e.g. "${key}.csv".`);
    return value;
  };
  const seed = /^synthetic:(\d{1,10})$/.exec(text('scene'))?.[1];
  if (seed === undefined) throw badInput(`${name}: "scene" must be synthetic:<seed>, e.g. synthetic:7.`);
  return {
    name: text('name'),
    citySeed: Number(seed),
    sites: text('sites'),
    measurements: fields.measurements === undefined ? null : text('measurements'),
  };
}
