import type { Map as MapLibreMap } from 'maplibre-gl';
import type { ScreenPoint } from './map-view.ts';

/** Hands every pointer position to `move` until the button is let go, then `end`; one call a frame. The map itself stays put. */
export function followPointer(map: MapLibreMap, move: (screen: ScreenPoint) => void, end: () => void): void {
  const box = map.getCanvas().getBoundingClientRect();
  let latest: ScreenPoint | null = null;
  const flush = () => {
    if (latest) move(latest);
    latest = null;
  };
  const onMove = (event: PointerEvent) => {
    if (latest === null) requestAnimationFrame(flush);
    latest = { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const onEnd = () => {
    flush();
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onEnd);
    window.removeEventListener('pointercancel', onEnd);
    map.dragPan.enable();
    end();
  };
  map.dragPan.disable();
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onEnd);
  window.addEventListener('pointercancel', onEnd);
}
