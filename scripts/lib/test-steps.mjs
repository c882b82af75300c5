import { installed } from './processes.mjs';
import { countJunit, countPlaywright, countVitest, gate, suite } from './steps.mjs';
import { trainingPython } from './training-environment.mjs';

function vitest(project, { env = {}, flags = [] } = {}) {
  return suite(
    (report) => ({
      command: [
        installed('vitest'),
        'run',
        '--project',
        project,
        ...flags,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      env,
    }),
    countVitest,
  );
}

export const lint = { name: 'lint', run: () => gate([installed('biome'), 'check', '.']) };
export const types = { name: 'types', run: () => gate([installed('tsc'), '-p', 'tsconfig.json']) };
export const boundaries = { name: 'boundaries', run: () => vitest('boundaries') };
export const unused = { name: 'unused', run: () => gate([installed('knip')]) };
export const unit = { name: 'unit', run: () => vitest('unit') };
/** The unit tests of what is not committed yet, and of all that imports it. */
export const unitOfChanges = {
  name: 'unit of changes',
  run: () => vitest('unit', { flags: ['--changed', '--passWithNoTests'] }),
};
/** The site, and whether it is light enough. */
export const build = {
  name: 'build',
  run: async () => {
    const built = await gate([installed('vite'), 'build', '--logLevel', 'warn']);
    if (built.failed) return built;
    const weighed = await gate([process.execPath, 'scripts/check-bundle.mjs']);
    return { passed: built.passed + weighed.passed, failed: weighed.failed };
  },
};
export const site = { name: 'site', needs: 'build', run: () => vitest('site') };

/** @param {() => Record<string, string>} adapterEnv what selects the WebGPU adapter, known once `needs` has run */
export const shader = (adapterEnv) => ({
  name: 'shader',
  needs: 'needs',
  run: () => vitest('shader', { env: adapterEnv() }),
});

/** Journeys through the built site, one at a time: on software rendering most of an hour. */
export const browser = {
  name: 'browser',
  needs: 'build',
  run: () =>
    suite(
      (report) => ({
        command: [installed('playwright'), 'test', '--reporter=line,json'],
        env: { BORESIGHT_SITE_IS_BUILT: '1', PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      }),
      countPlaywright,
      { timeoutMs: 65 * 60_000 },
    ),
};

/** Python tests of the training code, in its own virtual environment. */
export const training = {
  name: 'training',
  run: async () => {
    const python = await trainingPython();
    return suite(
      (report) => ({ command: [python, '-m', 'pytest', '-q', 'training', `--junitxml=${report}`] }),
      countJunit,
    );
  },
};
