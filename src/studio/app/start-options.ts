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
  const whole = (name: string, least: number, most: number): number | null => {
    const value = Number(query.get(name) ?? Number.NaN);
    return Number.isInteger(value) && value >= least && value <= most ? value : null;
  };
  const azimuths = whole('azimuths', 64, 65_536);
  const maxDepth = whole('depth', 0, 7);
  const cellSizeM = whole('cell', 1, 100);
  const settings = {
    ...(azimuths === null ? {} : { azimuths }),
    ...(maxDepth === null ? {} : { maxDepth }),
    ...(cellSizeM === null ? {} : { cellSizeM }),
  };
  const city = whole('city', 0, 2 ** 32 - 1);
  return {
    adapter: query.get('adapter') === 'cpu' ? 'cpu' : query.get('adapter') === 'gpu' ? 'gpu' : 'auto',
    present: query.has('present'),
    tour: query.has('tour'),
    settings,
    city,
    asksForNew: query.has('tour') || query.has('embed') || city !== null || Object.keys(settings).length > 0,
  };
}
