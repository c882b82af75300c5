import { runCommandLine } from '../cli/run.ts';

/** Runs the command line in this process: its exit status, and what it wrote to standard output and to standard error. */
export async function runCommand(...words: string[]): Promise<{ code: number; out: string; error: string }> {
  const written = { out: '', error: '' };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
      return true;
    },
  });
  const streams = { out: stream('out'), error: stream('error') };
  const code = await runCommandLine(words, streams, new AbortController().signal);
  return { code, ...written };
}
