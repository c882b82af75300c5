import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './processes.mjs';

/**
 * What a step found.
 * @typedef {{ passed: number, failed: number, skipped?: number, flaky?: number, note?: string }} Outcome
 * @typedef {{ name: string, needs?: string, run: () => Promise<Outcome> }} Step
 */

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Counts of Vitest's JSON report. */
export function countVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Counts of Playwright's JSON report; a test that passed on a second try counts as passed and is named as flaky. */
export function countPlaywright({ stats }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    flaky: stats.flaky,
  };
}

/** Counts of a JUnit report, as pytest writes it. */
export function countJunit(xml) {
  const number = (name) => Number(new RegExp(`<testsuite\\s[^>]*\\b${name}="(\\d+)"`).exec(xml)?.[1] ?? 0);
  const failed = number('failures') + number('errors');
  const skipped = number('skipped');
  return { passed: number('tests') - failed - skipped, failed, skipped };
}

/** A command that passes or fails as a whole (a linter, a build). */
export async function gate(command, { env, timeoutMs = 10 * 60_000 } = {}) {
  const { code, timedOut } = await run(command, { env, timeoutMs });
  return {
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    ...(timedOut ? { note: 'stopped: out of time' } : {}),
  };
}

/**
 * A test runner that writes a report.
 *
 * @param {(reportPath: string) => { command: string[], env?: Record<string, string | undefined> }} make
 * @param {(report: unknown) => Outcome} count reads the report, parsed if it is JSON
 * A runner that ends with an error without a failed test (a crash, an unhandled rejection, no report) counts as one failure.
 */
export async function suite(make, count, { timeoutMs = 20 * 60_000 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'boresight-test-'));
  try {
    const path = join(folder, 'report');
    const { command, env } = make(path);
    const { code, timedOut } = await run(command, { env, timeoutMs });
    const report = count === countJunit ? readText(path) : readReport(path);
    const outcome = report ? count(report) : { passed: 0, failed: 0 };
    if (code !== 0 && outcome.failed === 0)
      return { ...outcome, failed: 1, note: timedOut ? 'stopped: out of time' : 'the runner ended with an error' };
    return timedOut ? { ...outcome, note: 'stopped: out of time' } : outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

function wordsFor({ passed, failed, skipped, flaky, note }) {
  const parts = [`${passed} passed`];
  if (failed) parts.push(`${failed} failed`);
  if (skipped) parts.push(`${skipped} skipped`);
  if (flaky) parts.push(`${flaky} flaky`);
  return parts.join(', ') + (note ? ` (${note})` : '');
}

/**
 * Runs every step, also after a failure, then prints a summary whose last line is `N passed, N failed`.
 * A step whose `needs` failed is not run and counts as one failure.
 *
 * @param {Step[]} steps
 * @returns {Promise<number>} the exit code: 0 when nothing failed
 */
export async function runSteps(steps) {
  const results = new Map();
  for (const step of steps) {
    console.log(`\n━━ ${step.name} ━━`);
    const start = performance.now();
    const outcome = await outcomeOf(step, results).catch((error) => ({ passed: 0, failed: 1, note: error.message }));
    const ms = performance.now() - start;
    results.set(step.name, { ...outcome, ms });
    console.log(`${outcome.failed ? '✗' : '✓'} ${step.name}: ${wordsFor(outcome)}, ${seconds(ms)}`);
  }
  const all = [...results.values()];
  const total = (key) => all.reduce((sum, outcome) => sum + outcome[key], 0);
  console.log('\n━━ summary ━━');
  for (const [name, outcome] of results)
    console.log(
      `${outcome.failed ? '✗' : '✓'} ${name.padEnd(14)} ${seconds(outcome.ms).padStart(9)}  ${wordsFor(outcome)}`,
    );
  console.log(`total ${seconds(total('ms'))}\n`);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') === 0 ? 0 : 1;
}

async function outcomeOf(step, results) {
  if (step.needs && results.get(step.needs)?.failed)
    return { passed: 0, failed: 1, note: `not run: ${step.needs} failed` };
  return step.run();
}
