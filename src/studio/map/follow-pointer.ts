import type { ScreenPoint } from './map-view.ts';

/** A finger, a pen or the main button of a mouse that goes down, at a point of the window. */
export interface Press extends ScreenPoint {
  readonly pointerId: number;
  readonly byTouch: boolean;
  readonly shiftKey: boolean;
  /** Ctrl, or Cmd. */
  readonly ctrlKey: boolean;
}

/** What becomes of a press that is dragged. */
export interface Drag {
  move(screen: ScreenPoint): void;
  end(): void;
  /** Whatever was moved goes back: the system took the pointer, or another finger came. */
  cancel(): void;
}

/** A fingertip that stays put trembles by this much [px]. */
const TREMBLE_PX = 6;

/**
 * Hands the positions of the pointer that pressed to `move`, one call a frame, until it is let go. `offset`: where the window's
 * points are counted from.
 */
export function followPointer(press: Press, offset: ScreenPoint, drag: Drag): void {
  let latest: ScreenPoint | null = null;
  let moves = !press.byTouch;
  const flush = () => {
    if (latest) drag.move(latest);
    latest = null;
  };
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== press.pointerId) return;
    const at = { x: event.clientX - offset.x, y: event.clientY - offset.y };
    moves ||= Math.hypot(at.x - press.x, at.y - press.y) > TREMBLE_PX;
    if (!moves) return;
    if (latest === null) requestAnimationFrame(flush);
    latest = at;
  };
  const stop = () => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onCancel);
    window.removeEventListener('pointerdown', onDown);
  };
  const cancel = () => {
    latest = null;
    stop();
    drag.cancel();
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== press.pointerId) return;
    flush();
    stop();
    drag.end();
  };
  const onCancel = (event: PointerEvent) => {
    if (event.pointerId === press.pointerId) cancel();
  };
  // The press itself comes by as well.
  const onDown = (event: PointerEvent) => {
    if (event.pointerId !== press.pointerId) cancel();
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onCancel);
  window.addEventListener('pointerdown', onDown);
}
