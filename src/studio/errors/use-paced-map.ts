import { useSession } from '../app/session-context.ts';

/** Tells the map that a hand drags in a chart: where the CPU draws it, it goes at its own pace until the hand lets go. */
export function usePacedMap(): (held: boolean) => void {
  const session = useSession();
  return (held) => session.mapView()?.setPaced(held);
}
