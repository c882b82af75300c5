/** Longest name of a file without its ending; every file system takes more. */
const MOST_LETTERS = 80;

/** `name` in letters that every file system takes, without an ending; `otherwise` where none of it are. */
export function fileNameOf(name: string, otherwise: string): string {
  const plain = name
    .replace(/[^\p{L}\p{M}\p{N} ._()+-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // By letters: half of one is none. A dot at the start hides a file, one at the end is lost on Windows.
  const cut = Array.from(plain).slice(0, MOST_LETTERS).join('');
  return cut.replace(/^[. ]+|[. ]+$/g, '') || otherwise;
}
