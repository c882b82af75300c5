import { COMPARE_MODES, type CompareMode } from '../store/swipe-state.ts';

/** One map, or two in a way of comparing them. */
export type ShownMaps = 'single' | CompareMode;

export const SHOWN_MAPS: readonly ShownMaps[] = ['single', ...COMPARE_MODES];

/** What a choice is called in a list, and as a command. */
export const MODE_WORDS: Readonly<Record<ShownMaps, { readonly label: string; readonly command: string }>> = {
  single: { label: 'Single', command: 'Show one map' },
  swipe: { label: 'Swipe', command: 'Compare by swipe' },
  side: { label: 'Side by side', command: 'Compare side by side' },
  difference: { label: 'Difference', command: 'Show the difference of two maps' },
};

/** Entries of a list of choices. */
export function modeOptions<T extends ShownMaps>(modes: readonly T[]): { readonly value: T; readonly label: string }[] {
  return modes.map((value) => ({ value, label: MODE_WORDS[value].label }));
}
