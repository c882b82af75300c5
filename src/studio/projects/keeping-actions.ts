import type { ActionSource } from '../actions/action.ts';
import { patchProjects } from '../store/projects-actions.ts';
import { openDialog } from '../store/view-actions.ts';

/** The project as something that is kept, found again and passed on. */
export const keepingActions: ActionSource = ({ projects, history }) => [
  {
    id: 'projects',
    title: 'Projects on this device',
    group: 'Project',
    keys: ['mod+shift+o'],
    words: 'list open recent delete',
    run: () => openDialog('projects'),
  },
  {
    id: 'rename-project',
    title: 'Rename the project',
    group: 'Project',
    words: 'name title',
    enabled: !projects.readOnly,
    run: () => {
      patchProjects({ renamingId: history.project.id });
      openDialog('projects');
    },
  },
  {
    id: 'duplicate-project',
    title: 'Duplicate the project',
    group: 'Project',
    words: 'copy save as',
    run: (session) => session.projects.openCopy(),
  },
  {
    id: 'save-project-file',
    title: 'Save the project as a file',
    group: 'Project',
    keys: ['mod+s'],
    words: 'export download share backup zip',
    run: (session) => session.sharing.saveFile(),
  },
  {
    id: 'copy-link',
    title: 'Copy a link to the project',
    group: 'Project',
    words: 'share url address',
    run: (session) => session.sharing.copyLink(),
  },
  {
    id: 'retry-saving',
    title: 'Save the project now',
    group: 'Project',
    words: 'store keep',
    enabled: !projects.readOnly,
    run: (session) => session.projects.keep(),
  },
];
