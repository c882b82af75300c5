import { namesColumns, sameHeader } from '../../io/measurements/known-columns.ts';
import { type StoredMapping, storedMapping } from '../../io/measurements/mapping-json.ts';
import type { PageMemory } from '../../io/storage/page-memory.ts';

const KEY = 'boresight-columns';
/** Layouts that are remembered; the oldest go first. */
const MOST = 40;

/** What was said of tables by their columns, the newest first. What is damaged, or of another version, is no answer. */
export function recallColumns(memory: PageMemory): readonly StoredMapping[] {
  const kept = parse(memory.read(KEY));
  return kept.flatMap((one) => {
    try {
      return [storedMapping(one, KEY)];
    } catch {
      return [];
    }
  });
}

/** True where something is remembered of these columns. */
export function remembersColumns(memory: PageMemory, header: readonly string[]): boolean {
  return recallColumns(memory).some((one) => sameHeader(one.header ?? [], header));
}

/** Forgets what was said of these columns, or of all. */
export function forgetColumns(memory: PageMemory, header?: readonly string[]): void {
  keep(memory, header ? recallColumns(memory).filter((one) => !sameHeader(one.header ?? [], header)) : []);
}

/** Remembers an answer in place of an earlier one of the same columns. */
export function rememberColumns(memory: PageMemory, answer: StoredMapping): void {
  keep(memory, withAnswer(recallColumns(memory), answer).slice(0, MOST));
}

function keep(memory: PageMemory, answers: readonly StoredMapping[]): void {
  memory.write(KEY, JSON.stringify(answers.map(({ mapping, header }) => ({ ...mapping, ...(header && { header }) }))));
}

/** The answers with another one, in place of an earlier one of the same columns. */
export function withAnswer(answers: readonly StoredMapping[], answer: StoredMapping): readonly StoredMapping[] {
  const { header = [] } = answer;
  return [answer, ...answers.filter((one) => !sameHeader(one.header ?? [], header))];
}

/** The answers that hold for any file of their columns: those whose columns have names. */
export function answersOfNames(answers: readonly StoredMapping[]): readonly StoredMapping[] {
  return answers.filter(({ header }) => header !== undefined && namesColumns(header));
}

function parse(text: string | null): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
