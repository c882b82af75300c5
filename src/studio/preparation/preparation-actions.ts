import type { ActionSource } from '../actions/action.ts';
import { openDialog } from '../store/view-actions.ts';

export const preparationActions: ActionSource = ({ measurements }) => [
  {
    id: 'prepare-measurements',
    title: 'Prepare the measurements …',
    group: 'Measure',
    words: 'filter rows time speed range phones devices offset level shift positions map matching streets',
    enabled: measurements !== null,
    run: () => openDialog('prepare'),
  },
];
