import { expect, it, vi } from 'vitest';
import type { Session } from '../app/session.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { escapeAction } from './escape-action.ts';

const session = { tour: { end: vi.fn() }, calibration: { close: vi.fn() } } as unknown as Session;

const escapeOf = (patch: Partial<StudioState>) => escapeAction({ ...studioStore.getState(), ...patch }, session)[0]!;

const { explain, calibration, editing, present, folded } = studioStore.getState();
const selection = { kind: 'sector', id: 'A' } as const;
const tool = { ...editing, tool: { kind: 'draw-building', shape: 'outline' } } as StudioState['editing'];
const explaining = { ...explain, place: { x: 0, y: 0 } } as StudioState['explain'];
const calibrating = { ...calibration, open: true };
const touring = { ...present, step: 2 };

it('closes one thing at a time, the uppermost first', () => {
  const all = { selection, editing: tool, explain: explaining, calibration: calibrating, present: touring };
  expect(escapeOf(all).title).toBe('End the tour');
  expect(escapeOf({ ...all, present }).title).toBe('Put the tool away');
  expect(escapeOf({ ...all, present, editing }).title).toBe('Close the explanation');
  expect(escapeOf({ ...all, present, editing, explain }).title).toBe('Close the calibration panel');
  expect(escapeOf({ selection }).title).toBe('Clear the selection');
  expect(escapeOf({ selection: null }).enabled).toBe(false);
});

it('closes what it names', () => {
  void escapeOf({ calibration: calibrating, selection }).run(session);
  expect(session.calibration.close).toHaveBeenCalledTimes(1);
  void escapeOf({ present: touring, selection }).run(session);
  expect(session.tour.end).toHaveBeenCalledTimes(1);
});

it('leaves alone what is not seen', () => {
  expect(escapeOf({ calibration: calibrating, folded: { ...folded, inspector: true }, selection }).title).toBe(
    'Clear the selection',
  );
});

it('lets selected cells go before what is in hand, while their view is shown', () => {
  const { errorView, dock } = studioStore.getState();
  const map = { version: 1 } as StudioState['map'];
  const measurements = { id: 'm' } as StudioState['measurements'];
  const brushed = { ...errorView, brush: { kind: 'error', errorDb: { low: 0, high: 2 } } } as const;
  const shown = { map, measurements, errorView: brushed, dock: { ...dock, open: true, tab: 'error' }, selection };
  expect(escapeOf(shown).title).toBe('Clear the selected cells');
  for (const hidden of [{ errorView }, { dock: { ...dock, open: false, tab: 'error' } }, { measurements: null }])
    expect(escapeOf({ ...shown, ...hidden }).title).toBe('Clear the selection');
});

it('reaches into the fields of panels, and of nothing else', () => {
  expect(escapeOf({ calibration: calibrating }).inFields).toBe(true);
  expect(escapeOf({ selection }).inFields).toBe(false);
});
