import type { MapView, ScreenPoint } from './map-view.ts';

/** One read-out a frame, however fast the pointer moves. */
export function followHover(view: MapView, hover: (screen: ScreenPoint | null) => void): void {
  let pending: ScreenPoint | null = null;
  view.map.on('mousemove', (event) => {
    const waiting = pending !== null;
    pending = event.point;
    if (waiting) return;
    requestAnimationFrame(() => {
      const latest = pending;
      pending = null;
      if (latest) hover(latest);
    });
  });
  view.map.on('mouseout', () => {
    pending = null;
    hover(null);
  });
}
