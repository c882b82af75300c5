import type { ActionSource } from '../actions/action.ts';
import { notify } from '../store/view-actions.ts';

export const columnActions: ActionSource = (_, { columns }) => [
  {
    id: 'forget-columns',
    title: 'Forget what columns hold',
    group: 'Measure',
    words: 'remembered layouts mapping answers tables import clear',
    enabled: columns.remembered > 0,
    run: () => {
      const count = columns.remembered;
      columns.forget();
      const layouts = `${count} ${count === 1 ? 'layout' : 'layouts'}`;
      notify({
        tone: 'note',
        title: 'Forgotten',
        message: `What was said of ${layouts} of columns. Files with them are asked about again; what is open stays.`,
        details: [],
      });
    },
  },
];
