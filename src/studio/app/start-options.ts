/** What the address may ask for: `?adapter=cpu`, `?azimuths=1024`, `?cell=10` [m], `?city=7` (a synthetic city instead of the demo). */
export interface StartOptions {
  readonly adapter: 'auto' | 'cpu';
  readonly azimuths: number | null;
  readonly cellSizeM: number | null;
  readonly city: number | null;
}

export function startOptions(search: string): StartOptions {
  const query = new URLSearchParams(search);
  const whole = (name: string, least: number, most: number): number | null => {
    const value = Number(query.get(name) ?? Number.NaN);
    return Number.isInteger(value) && value >= least && value <= most ? value : null;
  };
  return {
    adapter: query.get('adapter') === 'cpu' ? 'cpu' : 'auto',
    azimuths: whole('azimuths', 64, 65_536),
    cellSizeM: whole('cell', 1, 100),
    city: whole('city', 0, 2 ** 32 - 1),
  };
}
