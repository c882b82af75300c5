import { type Limits, SOLVE_LIMITS } from '../commands/hand-limits.ts';
import type { MapSettings } from '../store/project-document.ts';

/** What the address may ask for: `?adapter=cpu`, `?azimuths=1024`, `?depth=3`, `?cell=10` [m], `?city=7` instead of the demo,
 * `?present` without panels, `?tour` with the guided tour, `?embed=<origin>` for a page that embeds this one. */
export interface StartOptions {
  readonly adapter: 'auto' | 'gpu' | 'cpu';
  readonly settings: Partial<MapSettings>;
  readonly city: number | null;
  readonly present: boolean;
  readonly tour: boolean;
  /** Whether the address asks for something of its own instead of the project that was open last. */
  readonly asksForNew: boolean;
}

export function startOptions(search: string): StartOptions {
  const query = new URLSearchParams(search);
  const whole = (name: string, { min, max }: Limits): number | null => {
    const value = Number(query.get(name) ?? Number.NaN);
    return Number.isInteger(value) && value >= min && value <= max ? value : null;
  };
  const azimuths = whole('azimuths', SOLVE_LIMITS.azimuths);
  const maxDepth = whole('depth', SOLVE_LIMITS.maxDepth);
  const cellSizeM = whole('cell', { min: 1, max: 100 });
  const settings = {
    ...(azimuths === null ? {} : { azimuths }),
    ...(maxDepth === null ? {} : { maxDepth }),
    ...(cellSizeM === null ? {} : { cellSizeM }),
  };
  const city = whole('city', { min: 0, max: 2 ** 32 - 1 });
  return {
    adapter: query.get('adapter') === 'cpu' ? 'cpu' : query.get('adapter') === 'gpu' ? 'gpu' : 'auto',
    present: query.has('present'),
    tour: query.has('tour'),
    settings,
    city,
    asksForNew: query.has('tour') || query.has('embed') || city !== null || Object.keys(settings).length > 0,
  };
}
