import type { Action } from './action.ts';

/**
 * The commands that a typed text means, best first: every word of it begins or is inside a word of the title, the group or the
 * further words. Titles count before groups, and beginnings before middles; among equals the order of the list stays.
 */
export function findActions<T extends Pick<Action, 'title' | 'group' | 'words'>>(
  actions: readonly T[],
  text: string,
): readonly T[] {
  const asked = wordsOf(text);
  if (asked.length === 0) return actions;
  return actions
    .map((action, index) => ({ action, index, score: scoreOf(action, asked) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ action }) => action);
}

function scoreOf({ title, group, words }: Pick<Action, 'title' | 'group' | 'words'>, asked: readonly string[]): number {
  const fields = [
    { words: wordsOf(title), weight: 8 },
    { words: wordsOf(words ?? ''), weight: 3 },
    { words: wordsOf(group), weight: 2 },
  ];
  let sum = 0;
  for (const part of asked) {
    const best = Math.max(...fields.map((field) => field.weight * bestMatch(field.words, part)));
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

/** 3 for the word itself, 2 for its beginning, 1 for its inside, 0 for none. */
function bestMatch(words: readonly string[], part: string): number {
  let best = 0;
  for (const word of words) {
    const match = word === part ? 3 : word.startsWith(part) ? 2 : word.includes(part) ? 1 : 0;
    best = Math.max(best, match);
  }
  return best;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
