/** Small values of a page that are there before anything is drawn: strings under a key, a few kilobytes in all. */
export interface PageMemory {
  /** Null where nothing was kept, or the browser keeps nothing. */
  read(key: string): string | null;
  write(key: string, text: string): void;
}

/** The browser's memory for this page (localStorage), or for this tab alone (sessionStorage). One that refuses keeps nothing, without a word: it holds no work. */
export function openPageMemory(of: 'page' | 'tab' = 'page'): PageMemory {
  const storage = () => (of === 'tab' ? sessionStorage : localStorage);
  return {
    read: (key) => {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    write: (key, text) => {
      try {
        storage().setItem(key, text);
      } catch {
        // A private window or a full disk: things will stand as they do at first.
      }
    },
  };
}
