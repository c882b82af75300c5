import { transfer } from 'comlink';
import type { RadioMap } from '../propagation/radio-map.ts';
import type { SolveListener } from './engine-protocol.ts';
import { sectorMap, transferables } from './sector-map.ts';

/** Maps on the way are put together with those of all sectors, which takes the window some time. */
const PARTIAL_EVERY_MS = 1000;

/** Sends maps on the way to a listener, now and then. */
export function pacedPartials(listener: SolveListener): (map: RadioMap) => void {
  let last = performance.now();
  return (map) => {
    // The first batch alone knows no error.
    if (!map.spreadDb || performance.now() - last < PARTIAL_EVERY_MS) return;
    const partial = sectorMap(map);
    listener.partial?.(transfer(partial, transferables(partial)));
    last = performance.now();
  };
}
