import { expect, it } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const { at, file } = temporaryFolder();
/** One leaning triangle: a mesh with no upright prism in it. */
const LEAN = 'v 0 0 0\nv 9 0 2\nv 0 9 7\nf 1 2 3\n';
const SMALL = ['--size', '4', '--cell-size', '20', '--adapter', 'cpu'];

const network = () => ['--scene', file('lean.obj', LEAN), '--sites', file('sites.csv', 'id,x,y,height\nA,0,0,30\n')];
const SWEEP = 'the sweep needs buildings that are upright prisms, and lean.obj has none';

it.each([
  [['predict'], ['--engine', 'sweep'], `predict: ${SWEEP}; use --engine launch`],
  [['predict'], ['--compare-engine', 'sweep'], `predict: ${SWEEP}; use --engine launch`],
  [['predict'], ['--engine', 'unet'], 'predict: a learned predictor needs'],
  [['batch'], ['--engine', 'sweep', '--out', 'maps'], `batch: ${SWEEP}; use --engine launch`],
  [['plan', 'candidates'], ['--engine', 'sweep', '--roofs', '100'], `plan candidates: ${SWEEP}; use --engine launch`],
  // The search has no other engine to ask for.
  [['plan', 'tilt'], [], `plan tilt: ${SWEEP}; give --scene buildings as footprints with heights`],
])('%j %j names the command, and a cure that it has', async (command, words, message) => {
  const { code, error } = await runCommand(
    ...command,
    ...network(),
    ...SMALL,
    ...words.map((word) => (word === 'maps' ? at(word) : word)),
  );
  expect([code, error]).toEqual([1, expect.stringContaining(message)]);
});
