import { CHANNEL_NAMES, CHANNELS, isChannelName } from '../../learning/features/channel.ts';
import type { ChannelScale, ModelCard, NetworkFile, Range } from '../../learning/models/model-card.ts';
import { LAND_USE_NAMES } from '../../scene/synthetic/land-use-classes.ts';
import { badInput, UserError } from '../../units/errors.ts';
import { isJsonObject, parseJson } from './json-document.ts';
import { JsonFields } from './json-fields.ts';

const FORMAT = 'boresight-model-card';
const VERSION = 1;
const CURE = 'Export the model again (see training/), or mend its card.';
const MOST = Number.MAX_SAFE_INTEGER;

/**
 * Reads a model's card, `card.json`.
 * @throws UserError('bad-input') for another format, an unknown version, a channel or land-use class that this program does not know,
 *   or a field that is missing or out of its range
 */
export function readModelCard(name: string, bytes: Uint8Array): ModelCard {
  const json = parseJson(name, bytes);
  if (!isJsonObject(json) || json.format !== FORMAT)
    throw badInput(`${name} is no card of a model ("format" must be "${FORMAT}"). Choose the card.json of a model.`);
  if (json.version !== VERSION)
    throw badInput(
      `${name} has version ${JSON.stringify(json.version ?? null)} of its format and this program reads version ${VERSION}: update the program, or export the model again.`,
    );
  try {
    return cardOf(name, new JsonFields(name, json));
  } catch (error) {
    if (error instanceof UserError) throw badInput(`${error.message} ${CURE}`);
    throw error;
  }
}

function cardOf(name: string, at: JsonFields): ModelCard {
  const inputs = at.object('inputs');
  const output = at.object('output');
  const grid = at.object('grid');
  readLandUse(name, inputs.object('landUse'));
  requireText(output, 'quantity', 'path-gain');
  requireText(output, 'unit', 'dB');
  requireText(output, 'base', 'free-space-gain');
  requireText(output, 'cells', 'outdoor');
  if (!output.flag('spread')) throw output.refuse('spread', 'true: networks answer with residual and spread');
  requireText(grid, 'orientation', 'row 0 north, column 0 west');
  return {
    id: fileName(at, 'id'),
    name: at.text('name'),
    architecture: at.text('architecture'),
    summary: at.text('summary'),
    parameters: at.number('parameters', 0, MOST),
    gflops: numbersOf(at, 'gflops'),
    files: readFiles(at),
    opset: at.number('opset', 1, 1000),
    weights: at.text('weights'),
    channels: readChannels(name, inputs),
    clip: inputs.number('clip', 1e-3, 1e6),
    floorDb: output.number('floorDb', -400, 0),
    cellSizeM: grid.number('cellSizeM', 0.1, 1000),
    receiverHeightM: grid.number('receiverHeightM', 0, 1000),
    ranges: readRanges(at.object('ranges')),
    training: readTraining(at.object('training')),
    metrics: Object.fromEntries(at.object('metrics').entries((set, key) => [key, set.scalars()])),
    limits: at.texts('limits'),
    warning: at.text('warning'),
    licence: at.text('licence'),
    parityTolerance: at.number('parityTolerance', 1e-7, 0.1),
    tuning: at.has('tuning') ? readTuning(at.object('tuning')) : null,
  };
}

function readFiles(at: JsonFields): NetworkFile[] {
  const files = at.objects('files').map((file): NetworkFile => {
    const size = file.number('size', 16, 4096);
    if (size % 16 !== 0) throw file.refuse('size', 'a multiple of 16');
    return {
      size,
      file: fileName(file, 'file'),
      bytes: file.number('bytes', 1, 2 ** 31),
      sha256: checksum(file, 'sha256'),
      golden: file.has('golden') ? { file: fileName(file, 'golden'), sha256: checksum(file, 'goldenSha256') } : null,
    };
  });
  if (files.length === 0 || new Set(files.map(({ size }) => size)).size < files.length)
    throw at.refuse('files', 'one network or more, each of its own size');
  return files.sort((a, b) => a.size - b.size);
}

function readTuning(at: JsonFields): NonNullable<ModelCard['tuning']> {
  return { file: fileName(at, 'file'), sha256: checksum(at, 'sha256') };
}

function readChannels(name: string, inputs: JsonFields): ChannelScale[] {
  const channels = inputs.objects('features').map((feature): ChannelScale => {
    const channel = feature.text('channel');
    if (!isChannelName(channel))
      throw badInput(
        `${name}: channel ${JSON.stringify(channel)} is not one that this program computes; it knows ${CHANNEL_NAMES.join(', ')}.`,
      );
    const { unit } = CHANNELS[channel];
    // Where a unit has a sign to write it with, another one would feed the network values of another size.
    if (unit !== '' && feature.text('unit') !== unit) throw feature.refuse('unit', `"${unit}" for ${channel}`);
    const scale = feature.number('scale', -MOST, MOST);
    if (scale === 0) throw feature.refuse('scale', 'a number other than 0');
    return { channel, scale, offset: feature.number('offset', -MOST, MOST), fill: feature.number('fill', -MOST, MOST) };
  });
  if (channels.length === 0) throw inputs.refuse('features', 'one channel or more');
  const twice = channels.find(
    ({ channel }, index) => channel !== 'zero' && channels.findIndex((other) => other.channel === channel) < index,
  );
  if (twice) throw badInput(`${name}: channel "${twice.channel}" comes twice; each may come once.`);
  return channels;
}

/** Codes enter a network as they are, so that each must mean here what it meant in training. */
function readLandUse(name: string, landUse: JsonFields) {
  const codebook = landUse.texts('codebook');
  if (landUse.number('classes', 1, 256) !== codebook.length)
    throw landUse.refuse('classes', `${codebook.length}, as many as "codebook" has names`);
  const differs = LAND_USE_NAMES.findIndex((known, code) => codebook[code] !== known);
  if (differs >= 0 || codebook.length !== LAND_USE_NAMES.length)
    throw badInput(
      `${name}: land-use class ${differs < 0 ? LAND_USE_NAMES.length : differs} is ${JSON.stringify(codebook[differs] ?? null)}; in this program it is ${JSON.stringify(LAND_USE_NAMES[differs] ?? null)} and there are ${LAND_USE_NAMES.length}.`,
    );
}

function readRanges(ranges: JsonFields): ModelCard['ranges'] {
  const range = (key: string): Range => {
    const [low, high] = ranges.numbers(key, 2) as [number, number];
    if (low > high) throw ranges.refuse(key, 'the least value, then the greatest');
    return [low, high];
  };
  return {
    frequencyHz: range('frequencyHz'),
    antennaHeightM: range('antennaHeightM'),
    buildingDensity: range('buildingDensity'),
    meanBuildingHeightM: range('meanBuildingHeightM'),
    distanceM: range('distanceM'),
    cellSizeM: range('cellSizeM'),
  };
}

function readTraining(training: JsonFields): ModelCard['training'] {
  return {
    data: training.text('data'),
    description: training.text('description'),
    engine: training.text('engine'),
    samples: training.number('samples', 0, MOST),
    cities: training.number('cities', 0, MOST),
    seed: training.number('seed', 0, MOST),
    dataSha256: training.text('dataSha256'),
    commit: training.text('commit'),
    device: training.text('device'),
    seconds: training.number('seconds', 0, MOST),
    epochs: training.number('epochs', 0, MOST),
    loss: training.text('loss'),
    optimiser: training.text('optimiser'),
  };
}

function numbersOf(at: JsonFields, key: string): Record<string, number> {
  const of = at.object(key);
  return Object.fromEntries(Object.keys(of.scalars()).map((name) => [name, of.number(name, 0, MOST)]));
}

function requireText(at: JsonFields, key: string, wanted: string) {
  if (at.text(key) !== wanted) throw at.refuse(key, `"${wanted}", the only one that this program knows`);
}

/** Names from a card become addresses and paths: nothing that leaves the model's own folder. */
function fileName(at: JsonFields, key: string): string {
  const name = at.text(key);
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(name))
    throw at.refuse(key, 'a plain name of letters, digits, ".", "_" and "-"');
  return name;
}

function checksum(at: JsonFields, key: string): string {
  const text = at.text(key);
  if (!/^[0-9a-f]{64}$/.test(text)) throw at.refuse(key, 'a SHA-256 of 64 lower-case hexadecimal digits');
  return text;
}
