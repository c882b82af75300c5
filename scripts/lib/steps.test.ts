import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { countJunit, countPlaywright, countVitest, gate, runSteps, suite } from './steps.mjs';

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line = '') => void lines.push(String(line)));
});
afterEach(() => void vi.restoreAllMocks());

const step = (name: string, passed: number, failed: number, needs?: string) => ({
  name,
  ...(needs ? { needs } : {}),
  run: () => Promise.resolve({ passed, failed }),
});

it('ends with one line of sums and succeeds when nothing failed', async () => {
  expect(await runSteps([step('lint', 1, 0), step('unit', 41, 0)])).toBe(0);
  expect(lines.at(-1)).toBe('42 passed, 0 failed');
});

it('goes on after a failure, and fails what needed the step that failed', async () => {
  expect(await runSteps([step('build', 0, 1), step('browser', 5, 0, 'build'), step('unit', 3, 0)])).toBe(1);
  expect(lines.at(-1)).toBe('3 passed, 2 failed');
  expect(lines.join('\n')).toContain('not run: build failed');
});

it('counts a step that throws as a failure', async () => {
  const broken = { name: 'needs', run: () => Promise.reject(new Error('no adapter')) };
  expect(await runSteps([broken])).toBe(1);
  expect(lines.join('\n')).toContain('no adapter');
});

it('counts a runner that dies without a report, or errs without a failed test, as a failure', async () => {
  const dies = await suite(() => ({ command: [process.execPath, '-e', 'process.exit(3)'] }), countVitest);
  expect(dies).toMatchObject({ passed: 0, failed: 1 });
  const report = JSON.stringify({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 0 });
  const errs = await suite(
    (path) => ({ command: [process.execPath, '-e', `fs.writeFileSync('${path}', '${report}'); process.exit(1)`] }),
    countVitest,
  );
  expect(errs).toMatchObject({ passed: 7, failed: 1 });
});

it('stops a command that runs out of time', async () => {
  const outcome = await gate([process.execPath, '-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 200 });
  expect(outcome).toMatchObject({ passed: 0, failed: 1, note: 'stopped: out of time' });
});

it('reads the three kinds of report', () => {
  expect(countPlaywright({ stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 3 } })).toEqual({
    passed: 6,
    failed: 1,
    skipped: 3,
    flaky: 2,
  });
  const xml = '<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="0.1">';
  expect(countJunit(xml)).toEqual({ passed: 4, failed: 3, skipped: 3 });
  expect(countVitest({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 })).toEqual({
    passed: 5,
    failed: 1,
    skipped: 3,
  });
});
