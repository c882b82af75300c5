import type { StudioState } from '../store/studio-store.ts';
import { openDialog, showTheme, toggleDock, toggleFolded } from '../store/view-actions.ts';
import type { ActionSource } from './action.ts';

/** The window itself: what is open in it, and how it looks. */
export const windowActions: ActionSource = (state) => [
  {
    id: 'palette',
    title: 'Find a command',
    group: 'Help',
    keys: ['mod+k'],
    words: 'palette search keyboard shortcuts',
    run: () => openDialog('palette'),
  },
  {
    id: 'help',
    title: 'Look up a term',
    group: 'Help',
    keys: ['?'],
    words: 'help glossary meaning definition',
    run: () => openDialog('help'),
  },
  {
    id: 'fit-scene',
    title: 'Show the whole scene',
    group: 'View',
    keys: ['f'],
    words: 'fit zoom camera',
    enabled: state.scene !== null,
    run: (session) => session.lookAtScene(),
  },
  {
    id: 'cancel-run',
    title: 'Stop computing',
    group: 'View',
    words: 'cancel abort solve',
    enabled: state.run.phase === 'solving' || state.run.phase === 'paused',
    run: (session) => session.cancel(),
  },
  {
    id: 'theme',
    title: state.themeNow === 'dark' ? 'Use light colours' : 'Use dark colours',
    group: 'View',
    words: 'theme mode night',
    run: () => showTheme(state.themeNow === 'dark' ? 'light' : 'dark'),
  },
  ...panels(state),
];

function panels({ folded, dock }: StudioState): ReturnType<ActionSource> {
  const verb = (isFolded: boolean) => (isFolded ? 'Show' : 'Hide');
  return [
    {
      id: 'panel-navigator',
      title: `${verb(folded.navigator)} the project panel`,
      group: 'View',
      keys: ['['],
      words: 'navigator sidebar sites scene',
      run: () => toggleFolded('navigator'),
    },
    {
      id: 'panel-inspector',
      title: `${verb(folded.inspector)} the inspector`,
      group: 'View',
      keys: [']'],
      words: 'sidebar panel sector',
      run: () => toggleFolded('inspector'),
    },
    {
      id: 'panel-dock',
      title: `${verb(!dock.open)} the dock`,
      group: 'View',
      keys: ['d'],
      words: 'bottom panel table charts',
      run: toggleDock,
    },
    {
      id: 'panel-legend',
      title: `${verb(folded.legend)} the legend's classes`,
      group: 'View',
      keys: ['l'],
      run: () => toggleFolded('legend'),
    },
  ];
}
