import { fromHalf, toHalf } from '../../learning/tuning/half.ts';
import type { TunePoint, TuneState } from '../../learning/tuning/tune-state.ts';
import type { TunedModel } from '../../learning/tuning/tuned-model.ts';
import { badInput } from '../../units/errors.ts';
import { isJsonObject, parseJson } from './json-document.ts';
import { JsonFields } from './json-fields.ts';

// Both files are one line of JSON, "\n", and little-endian numbers.
const STATE = 'boresight-tuning-state';
const DELTA = 'boresight-tuned-model';
const VERSION = 1;
const LONGEST_HEADER = 1 << 20;

/** A training that can go on later: state, both moments and the best delta, in single precision. */
export function writeTuningState(model: string, state: TuneState): Uint8Array {
  const { delta, moment1, moment2, best, ...rest } = state;
  const header = {
    format: STATE,
    version: VERSION,
    model,
    length: delta.length,
    ...rest,
    // JSON knows no infinity: nothing has been chosen yet.
    best: { iteration: best.iteration, maeDb: Number.isFinite(best.maeDb) ? best.maeDb : null },
  };
  return joined(header, floats([delta, moment1, moment2, best.delta]));
}

/** @throws UserError('bad-input') for another format, an unknown version, or a file that is cut short */
export function readTuningState(name: string, bytes: Uint8Array): { model: string; state: TuneState } {
  const { at, body } = parted(name, bytes, STATE);
  const length = at.whole('length', 1, 1e8);
  requireLength(name, body, 16 * length);
  const [delta, moment1, moment2, bestDelta] = [0, 1, 2, 3].map((k) => floatsAt(body, 4 * k * length, length));
  const best = at.object('best');
  return {
    model: at.text('model'),
    state: {
      iteration: at.whole('iteration', 0, 1e6),
      steps: at.whole('steps', 0, 1e8),
      offsetDb: at.number('offsetDb', -1e4, 1e4),
      delta: delta!,
      moment1: moment1!,
      moment2: moment2!,
      best: {
        iteration: best.whole('iteration', 0, 1e6),
        maeDb: best.isNull('maeDb') ? Number.POSITIVE_INFINITY : best.number('maeDb', 0, 1e4),
        delta: bestDelta!,
      },
      curve: at.objects('curve').map(
        (point): TunePoint => ({
          iteration: point.whole('iteration', 0, 1e6),
          trainMaeDb: point.number('trainMaeDb', 0, 1e4),
          innerMaeDb: point.number('innerMaeDb', 0, 1e4),
        }),
      ),
    },
  };
}

/** A tuned model as a small file: the difference from the model's weights in half precision. */
export function writeTunedModel({ delta, ...rest }: TunedModel): Uint8Array {
  const body = new DataView(new ArrayBuffer(2 * delta.length));
  delta.forEach((value, k) => {
    body.setUint16(2 * k, toHalf(value), true);
  });
  return joined({ format: DELTA, version: VERSION, length: delta.length, ...rest }, new Uint8Array(body.buffer));
}

/** @throws UserError('bad-input') for another format, an unknown version, or a file that is cut short */
export function readTunedModel(name: string, bytes: Uint8Array): TunedModel {
  const { at, body } = parted(name, bytes, DELTA);
  const length = at.whole('length', 1, 1e8);
  requireLength(name, body, 2 * length);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const grid = at.object('grid');
  return {
    model: at.text('model'),
    weightsSha256: at.text('weightsSha256'),
    sectorId: at.text('sectorId'),
    offsetDb: at.number('offsetDb', -1e4, 1e4),
    grid: {
      columns: grid.whole('columns', 1, 1e5),
      rows: grid.whole('rows', 1, 1e5),
      cellSizeM: grid.number('cellSizeM', 0.1, 1000),
      westM: grid.number('westM', -1e9, 1e9),
      northM: grid.number('northM', -1e9, 1e9),
    },
    siteSides: at.numbers('siteSides'),
    iteration: at.whole('iteration', 0, 1e6),
    innerMaeDb: at.number('innerMaeDb', 0, 1e4),
    delta: Float32Array.from({ length }, (_, k) => fromHalf(view.getUint16(2 * k, true))),
  };
}

function joined(header: object, body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  const file = new Uint8Array(head.length + body.length);
  file.set(head);
  file.set(body, head.length);
  return file;
}

function parted(name: string, bytes: Uint8Array, format: string): { at: JsonFields; body: Uint8Array } {
  const end = bytes.subarray(0, LONGEST_HEADER).indexOf(10);
  const foreign = badInput(`${name} is not of the format ${format}: choose a file that this program wrote.`);
  if (end < 0 || bytes[0] !== 123) throw foreign;
  const json = parseJson(name, bytes.subarray(0, end));
  if (!isJsonObject(json) || json.format !== format) throw foreign;
  if (json.version !== VERSION)
    throw badInput(
      `${name} has version ${JSON.stringify(json.version ?? null)} of its format and this program reads version ${VERSION}: update the program.`,
    );
  return { at: new JsonFields(name, json), body: bytes.subarray(end + 1) };
}

function requireLength(name: string, body: Uint8Array, wanted: number): void {
  if (body.length === wanted) return;
  throw badInput(
    `${name} holds ${body.length} bytes of numbers and its first line says ${wanted}: it is ${body.length < wanted ? 'cut short' : 'another file'}.`,
  );
}

function floats(parts: readonly Float32Array[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(parts.reduce((sum, { length }) => sum + 4 * length, 0)));
  let at = 0;
  for (const part of parts)
    for (const value of part) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return new Uint8Array(view.buffer);
}

function floatsAt(body: Uint8Array, from: number, length: number): Float32Array {
  const view = new DataView(body.buffer, body.byteOffset + from, 4 * length);
  return Float32Array.from({ length }, (_, k) => view.getFloat32(4 * k, true));
}
