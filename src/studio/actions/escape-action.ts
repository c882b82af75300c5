import type { Session } from '../app/session.ts';
import { takeTool } from '../store/editing-actions.ts';
import { brushCells, isErrorViewShown } from '../store/error-view-actions.ts';
import { closeExplanation } from '../store/explain-actions.ts';
import type { StudioState } from '../store/studio-store.ts';
import { select } from '../store/view-actions.ts';
import type { ActionSource } from './action.ts';

interface Layer {
  readonly title: string;
  readonly isThere: (state: StudioState) => boolean;
  readonly close: (session: Session) => void;
  /** Panels close while one of their fields is typed into as well. */
  readonly fromFields?: true;
}

/** What lies over one another, the uppermost first. */
const LAYERS: readonly Layer[] = [
  {
    title: 'End the tour',
    isThere: ({ present }) => present.step !== null,
    close: ({ tour }) => tour.end(),
  },
  { title: 'Put the tool away', isThere: ({ editing }) => editing.tool !== null, close: () => takeTool(null) },
  {
    title: 'Close the explanation',
    isThere: ({ explain }) => explain.place !== null,
    close: closeExplanation,
    fromFields: true,
  },
  {
    title: 'Close the calibration panel',
    isThere: ({ calibration, folded, present }) => calibration.open && !folded.inspector && !present.on,
    close: ({ calibration }) => calibration.close(),
    fromFields: true,
  },
  {
    title: 'Clear the selected cells',
    isThere: (state) => state.errorView.brush !== null && isErrorViewShown(state),
    close: () => brushCells(null),
  },
  { title: 'Clear the selection', isThere: ({ selection }) => selection !== null, close: () => select(null) },
];

/** Escape: closes the uppermost of what can be closed, and nothing beneath it. */
export const escapeAction: ActionSource = (state) => {
  const top = LAYERS.find(({ isThere }) => isThere(state));
  return [
    {
      id: 'escape',
      title: top?.title ?? 'Clear the selection',
      group: 'Edit',
      keys: ['escape'],
      words: 'close deselect none cancel back',
      enabled: top !== undefined,
      inFields: top?.fromFields ?? false,
      run: (session) => top?.close(session),
    },
  ];
};
