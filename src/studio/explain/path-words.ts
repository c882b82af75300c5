import type { ExplainedPath, PathStep } from '../../propagation/explain/explained-path.ts';
import { materialLabel } from '../materials/material-label.ts';
import { formatNumber } from '../ui/format.ts';

/** A path in a few words: what it met on its way. */
export function pathTitle({ steps }: ExplainedPath): string {
  const count = (kind: PathStep['kind']) => steps.filter((step) => step.kind === kind).length;
  const times = (kind: PathStep['kind'], one: string, many: (n: number) => string) => {
    const n = count(kind);
    return n === 0 ? [] : [n === 1 ? one : many(n)];
  };
  const words = [
    ...times('reflection', 'reflected', (n) => `reflected × ${n}`),
    ...times('transmission', 'through a wall', (n) => `through ${n} walls`),
    ...times('roof', 'through a roof', (n) => `through ${n} roofs`),
    ...times('corner', 'round a corner', (n) => `round ${n} corners`),
    ...times('roof edge', 'over a roof edge', (n) => `over ${n} roof edges`),
    ...times('wedge', 'bent at an edge', (n) => `bent at ${n} edges`),
    ...times('ground', 'ground', (n) => `ground × ${n}`),
  ];
  const text = words.length === 0 ? 'direct' : words.join(' · ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export interface StepWords {
  readonly what: string;
  readonly detail: string;
}

/** One step of a budget: what happens, and where or how. */
export function stepWords(step: PathStep): StepWords {
  switch (step.kind) {
    case 'free space':
      return { what: 'Free space', detail: `${formatNumber(step.lengthM, 1)} m` };
    case 'antenna':
      return {
        what: 'Antenna',
        detail: `towards ${formatNumber(step.bearingDeg, 0)}°, ${formatNumber(Math.abs(step.elevationDeg), 1)}° ${step.elevationDeg < 0 ? 'down' : 'up'}`,
      };
    case 'reflection':
    case 'transmission':
    case 'roof':
    case 'ground':
      return {
        what: SURFACE_WORDS[step.kind],
        detail: [step.building, materialLabel(step.material), `${formatNumber(step.incidenceDeg, 0)}° to the normal`]
          .filter(Boolean)
          .join(', '),
      };
    case 'corner':
      return { what: 'Round a corner', detail: `${step.building}, ν ${formatNumber(step.nu, 2)}` };
    case 'roof edge':
      return {
        what: 'Over a roof edge',
        detail: `at ${formatNumber(step.distanceM, 0)} m, ${formatNumber(step.heightM, 1)} m high, ν ${formatNumber(step.nu, 2)}`,
      };
    case 'wedge':
      return {
        what: 'Bent at an edge',
        detail: `${formatNumber(step.zM, 1)} m high, ${formatNumber(step.angleDeg, 0)}° between its faces`,
      };
    case 'share of the cell':
      return { what: 'Over the cell', detail: `reaches ${formatNumber(100 * step.share, 0)} % of it` };
  }
}

const SURFACE_WORDS = {
  reflection: 'Reflection',
  transmission: 'Through a wall',
  roof: 'Through a roof',
  ground: 'Ground',
} as const;
