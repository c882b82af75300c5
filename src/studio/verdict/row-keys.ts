import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 5,
  PageUp: -5,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * The row that a key leads to from another one of so many; null for keys that lead nowhere. The ends hold.
 * @param from index of the row that has the focus
 */
export function rowAfter(key: string, from: number, rows: number): number | null {
  const step = STEPS[key];
  return step === undefined || rows === 0 ? null : Math.min(rows - 1, Math.max(0, from + step));
}

/** Moves the focus from row to row of a grid whose rows begin with a button. */
export function moveByRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('tr')];
  const from = rows.findIndex((row) => row.contains(event.target as Node));
  const to = from < 0 ? null : rowAfter(event.key, from, rows.length);
  if (to === null) return;
  event.preventDefault();
  rows[to]!.querySelector('button')?.focus();
}
