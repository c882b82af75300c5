/** The part of a keyboard event that a chord is held against. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const MODIFIERS = ['mod', 'shift', 'alt'];

/** True where the keys that are down are those of the chord, and no others. */
export function matchesChord(press: KeyPress, chord: string): boolean {
  const { key, modifiers } = parseChord(chord);
  const pressed = press.key.toLowerCase();
  // Signs such as "?" already tell whether Shift is down, and on which key they lie differs from keyboard to keyboard.
  const shiftMatters = modifiers.has('shift') || /^[a-z0-9]$|^[a-z]{2,}/.test(key);
  return (
    pressed === key &&
    (press.ctrlKey || press.metaKey) === modifiers.has('mod') &&
    press.altKey === modifiers.has('alt') &&
    (!shiftMatters || press.shiftKey === modifiers.has('shift'))
  );
}

/** True for chords that are commands even while a field is typed into. */
export function reachesFields(chord: string): boolean {
  return parseChord(chord).modifiers.has('mod');
}

/** A chord as it is printed on keys. */
export function chordLabel(chord: string, mac: boolean): string {
  const { key, modifiers } = parseChord(chord);
  const names = mac ? { mod: '⌘', shift: '⇧', alt: '⌥' } : { mod: 'Ctrl', shift: 'Shift', alt: 'Alt' };
  const parts = (['mod', 'alt', 'shift'] as const).filter((name) => modifiers.has(name)).map((name) => names[name]);
  return [...parts, KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : capital(key))].join(mac ? '' : '+');
}

/** The chord as `aria-keyshortcuts` writes it. */
export function ariaShortcut(chord: string, mac: boolean): string {
  const { key, modifiers } = parseChord(chord);
  const names = { mod: mac ? 'Meta' : 'Control', shift: 'Shift', alt: 'Alt' };
  const parts = (['mod', 'alt', 'shift'] as const).filter((name) => modifiers.has(name)).map((name) => names[name]);
  return [...parts, key.length === 1 ? key.toUpperCase() : capital(key)].join('+');
}

export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  escape: 'Esc',
  delete: 'Del',
};

function parseChord(chord: string): { readonly key: string; readonly modifiers: ReadonlySet<string> } {
  const parts = chord.toLowerCase().split('+');
  const modifiers = new Set(parts.filter((part) => MODIFIERS.includes(part)));
  return { key: parts.find((part) => !MODIFIERS.includes(part)) ?? '', modifiers };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
