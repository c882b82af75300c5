import type { StorageFault } from '../../io/storage/storage-error.ts';
import type { SaveState } from './autosave.ts';

/** Whether the project is kept, in a word; nothing where there is nothing to keep. */
export function saveWords(saving: SaveState, readOnly: boolean): string {
  if (readOnly) return 'Read only';
  return { idle: '', saving: 'Saving …', saved: 'Saved', failed: 'Not saved' }[saving];
}

/** Why it is not kept, and what that means. */
export function faultWords(fault: StorageFault, message: string): { readonly title: string; readonly text: string } {
  const stays = 'What you did stays in this window until it is closed; what was saved before can still be opened.';
  switch (fault) {
    case 'full':
      return {
        title: 'Not saved: the browser has no room left',
        text: `${stays} Save the project as a file, or delete other projects and try again.`,
      };
    case 'refused':
      return {
        title: 'Not saved: this browser does not let the studio store anything',
        text: `It may be a private window, or site data is blocked (${message}). ${stays} Save the project as a file.`,
      };
    case 'cut-off':
      return {
        title: 'Not saved: the browser closed its storage',
        text: `Its data may have been cleared (${message}). ${stays} It is tried again by itself.`,
      };
    case 'outdated':
      return {
        title: 'Not saved: a newer version of the studio has the storage',
        text: `It is open in another tab. ${stays} Save the project as a file and reload this page.`,
      };
    case 'blocked':
      return {
        title: 'Not saved: another tab with an older version of the studio has the storage',
        text: `Close or reload that tab, then try again. ${stays}`,
      };
    case 'broken':
      return {
        title: 'Not saved: something in the studio broke',
        text: `It is a fault of the studio, not of what you did (${message}). ${stays} Save the project as a file and reload this page.`,
      };
  }
}
