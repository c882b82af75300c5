import type { PageMemory } from '../../io/storage/page-memory.ts';

const KEY = 'boresight-projects';

type Named = { readonly id: string; readonly name: string };

/** What the projects of this device are called, remembered apart from them: so that it shows when they were cleared away. */
export class KnownNames {
  readonly #memory: PageMemory;

  constructor(memory: PageMemory) {
    this.#memory = memory;
  }

  add(id: string, name: string): void {
    this.#write({ ...this.#read(), [id]: name });
  }

  /** These are all there are. */
  note(list: readonly Named[]): void {
    this.#write(Object.fromEntries(list.map(({ id, name }) => [id, name])));
  }

  /** Names of projects that were known and are not listed; they are forgotten with that. */
  missing(list: readonly Named[]): readonly string[] {
    const listed = new Set(list.map(({ id }) => id));
    const missing = Object.entries(this.#read()).flatMap(([id, name]) => (listed.has(id) ? [] : [name]));
    this.note(list);
    return missing;
  }

  #read(): Readonly<Record<string, string>> {
    try {
      const kept: unknown = JSON.parse(this.#memory.read(KEY) ?? '{}');
      return Object.fromEntries(Object.entries(kept ?? {}).filter(([, name]) => typeof name === 'string'));
    } catch {
      return {};
    }
  }

  #write(names: Readonly<Record<string, string>>): void {
    this.#memory.write(KEY, JSON.stringify(names));
  }
}
