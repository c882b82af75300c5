import type { ActionSource } from '../actions/action.ts';
import { studioStore } from '../store/studio-store.ts';

export function present(on: boolean): void {
  studioStore.setState(({ present: before }) => ({ present: { ...before, on } }));
}

export const presentActions: ActionSource = ({ present: { on, step }, scene }) => [
  {
    id: 'present',
    title: on ? 'Leave present mode' : 'Present: panels away, larger type',
    group: 'View',
    keys: ['p'],
    words: 'demo projector stage fullscreen',
    run: () => present(!on),
  },
  {
    id: 'tour',
    title: step === null ? 'Take the tour' : 'End the tour',
    group: 'Help',
    words: 'guide introduction demo steps',
    enabled: scene !== null,
    run: (session) => (step === null ? session.tour.start() : session.tour.end()),
  },
];
