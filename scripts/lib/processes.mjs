import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Path of a command that npm installed, without going through npx (which asks the registry when a package is missing). */
export const installed = (name) =>
  join(projectRoot, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/**
 * Runs a command to its end in the project's root.
 *
 * @param {string[]} command program and arguments
 * @param {{ env?: Record<string, string | undefined>, quiet?: boolean, timeoutMs?: number }} options `quiet` keeps the output
 *   back and returns it; `timeoutMs` ends the command and everything it started.
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>} exit code (127: not found), the output if quiet
 */
export function run([program, ...args], { env, quiet = false, timeoutMs } = {}) {
  const posix = process.platform !== 'win32';
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      // A group of its own, so that a time limit also ends browsers and servers that the command started.
      detached: posix,
      shell: !posix,
    });
    let output = '';
    let timedOut = false;
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => (output += text));
    const end = (signal) => {
      try {
        if (posix) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // Already gone.
      }
    };
    const passOn = (signal) => end(signal);
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          end('SIGTERM');
          setTimeout(() => end('SIGKILL'), 5000).unref();
        }, timeoutMs)
      : undefined;
    process.once('SIGINT', passOn);
    process.once('SIGTERM', passOn);
    const finish = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', passOn);
      process.off('SIGTERM', passOn);
      done({ code, output, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('close', (code, signal) => finish(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
