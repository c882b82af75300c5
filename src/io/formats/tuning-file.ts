import type { TunedModel } from '../../learning/tuning/tuned-model.ts';
import { badInput } from '../../units/errors.ts';
import { fromHalf, halfBits } from '../../units/half.ts';
import { isJsonObject, parseJson } from './json-document.ts';
import { JsonFields } from './json-fields.ts';

// The file is one line of JSON, "\n", and little-endian numbers.
const FORMAT = 'boresight-tuned-model';
const VERSION = 1;
const LONGEST_HEADER = 1 << 20;

/** A tuned model as a small file: the difference from the model's weights in half precision. */
export function writeTunedModel({ delta, ...rest }: TunedModel): Uint8Array {
  const body = new DataView(new ArrayBuffer(2 * delta.length));
  delta.forEach((value, k) => {
    body.setUint16(2 * k, halfBits(value), true);
  });
  return joined({ format: FORMAT, version: VERSION, length: delta.length, ...rest }, new Uint8Array(body.buffer));
}

/** @throws UserError('bad-input') for another format, an unknown version, or a file that is cut short */
export function readTunedModel(name: string, bytes: Uint8Array): TunedModel {
  const { at, body } = parted(name, bytes);
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

function parted(name: string, bytes: Uint8Array): { at: JsonFields; body: Uint8Array } {
  const end = bytes.subarray(0, LONGEST_HEADER).indexOf(10);
  const foreign = badInput(`${name} is not of the format ${FORMAT}: choose a file that this program wrote.`);
  if (end < 0 || bytes[0] !== 123) throw foreign;
  const json = parseJson(name, bytes.subarray(0, end));
  if (!isJsonObject(json) || json.format !== FORMAT) throw foreign;
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
