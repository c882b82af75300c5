import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, run } from './processes.mjs';

const folder = join(projectRoot, 'training', '.venv');
const requirements = join(projectRoot, 'training', 'requirements.txt');
/** Says for which requirements the environment was made, so that a change of them makes it anew. */
const stamp = join(folder, 'requirements.sha256');

const posix = process.platform !== 'win32';
const python = join(folder, posix ? 'bin/python' : 'Scripts/python.exe');

/** Python of the training code, in an environment of its own with the pinned packages; made where it is not there yet. */
export async function trainingPython() {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  console.log('Installing what training needs ...');
  await orFail(
    [posix ? 'python3' : 'python', '-m', 'venv', folder],
    'Install Python 3.11 or newer with its venv module.',
  );
  await orFail(
    [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements],
    'The packages of training/requirements.txt could not be installed.',
  );
  writeFileSync(stamp, wanted);
  return python;
}

async function orFail(command, cure) {
  const { code, output } = await run(command, { quiet: true, timeoutMs: 20 * 60_000 });
  if (code === 0) return;
  throw new Error(`${command.slice(1, 4).join(' ')} failed: ${output.trim().split('\n').slice(-3).join(' ')} ${cure}`);
}
