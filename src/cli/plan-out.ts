import { writeFileAtomically } from '../io/node-files.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, optional } from './arguments.ts';

/** The path of --out, refused before anything is computed where it is neither .csv nor .json; null where it is not given. */
export function planOut(args: Arguments): string | null {
  const out = optional(args, 'out') ?? null;
  if (out === null || /\.(csv|json)$/i.test(out)) return out;
  throw badInput(`${args.command}: --out ${out}: results are written as .csv or .json`);
}

/** Writes a result: the table as CSV, or the whole document as JSON. */
export async function writePlan(out: string | null, csv: () => string, document: unknown): Promise<void> {
  if (out === null) return;
  await writeFileAtomically(out, /\.csv$/i.test(out) ? csv() : `${JSON.stringify(document, null, 2)}\n`);
}
