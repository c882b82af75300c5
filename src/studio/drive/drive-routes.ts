import { routesOf } from '../../measurements/routes.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';

/** Rows of one drive, in the order of the file: `from` up to, not with, `to`. */
export interface Route {
  readonly from: number;
  readonly to: number;
}

/** The drives of a file, longest first: parted by pauses, leaps and clocks that go back; without times, the file is one. */
export function routesWithin(measured: Rows): readonly Route[] {
  const known = FOUND.get(measured) ?? findRoutes(measured);
  FOUND.set(measured, known);
  return known;
}

type Rows = Pick<MeasurementsView, 'timeMs' | 'x' | 'y'>;

/** A cursor that moves asks ten times a second. */
const FOUND = new WeakMap<Rows, readonly Route[]>();

function findRoutes({ timeMs, x, y }: Rows): readonly Route[] {
  if (x.length === 0) return [];
  const route = routesOf(timeMs, x, y);
  if (!route) return [{ from: 0, to: x.length }];
  const routes: Route[] = [];
  for (let from = 0, to = 1; to <= x.length; to++) {
    if (to < x.length && route[to] === route[from]) continue;
    routes.push({ from, to });
    from = to;
  }
  return routes.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
}
