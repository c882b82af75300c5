import type { HelpTerm } from './terms.ts';

/** The terms that hold every typed word; those whose name begins with the first of them lead. */
export function findTerms(terms: readonly HelpTerm[], text: string): readonly HelpTerm[] {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  const first = asked[0];
  if (first === undefined) return terms;
  const found = terms.filter(({ term, words, meaning }) => {
    const all = `${term} ${words} ${meaning}`.toLowerCase();
    return asked.every((word) => all.includes(word));
  });
  const rank = ({ term, words }: HelpTerm) =>
    term.toLowerCase().startsWith(first) ? 0 : `${term} ${words}`.toLowerCase().includes(first) ? 1 : 2;
  return [...found].sort((a, b) => rank(a) - rank(b));
}
