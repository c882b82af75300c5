/** What a page noted while a hand dragged. */
export interface DragNotes {
  /** From an input event to when the page gets to it [ms]. */
  readonly waitsMs: readonly number[];
  /** From an input event to the end of the frame that follows it [ms]. */
  readonly latenciesMs: readonly number[];
  /** Tasks of the main thread over 50 ms [ms], as the browser reports them. */
  readonly longTasksMs: readonly number[];
  /** Maps that came on the screen. */
  readonly maps: number;
  readonly seconds: number;
}

/** Runs in the page: notes what happens until `stopDragProbe` is called. Self-contained, for it is sent as text. */
export function startDragProbe(): void {
  const waitsMs: number[] = [];
  const latenciesMs: number[] = [];
  const longTasksMs: number[] = [];
  const began = performance.now();
  const version = () => window.studio.map()?.version ?? 0;
  const firstVersion = version();
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasksMs.push(entry.duration);
  });
  observer.observe({ type: 'longtask' });
  const onMove = (event: Event) => {
    const at = event.timeStamp;
    waitsMs.push(performance.now() - at);
    // A message posted in the frame's callback is handled after the frame has been drawn.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => latenciesMs.push(performance.now() - at);
      port2.postMessage(null);
    });
  };
  window.addEventListener('pointermove', onMove, { capture: true });
  Object.assign(window, {
    stopDragProbe: (): DragNotes => {
      window.removeEventListener('pointermove', onMove, { capture: true });
      observer.disconnect();
      const seconds = (performance.now() - began) / 1000;
      return { waitsMs, latenciesMs, longTasksMs, maps: version() - firstVersion, seconds };
    },
  });
}
