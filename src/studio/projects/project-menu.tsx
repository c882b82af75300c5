import { IconChevronDown } from '@tabler/icons-react';
import { ActionMenu } from '../panels/action-menu.tsx';
import { useStudio } from '../store/studio-store.ts';
import { saveWords } from './save-words.ts';

const ITEMS = ['projects', 'open-files', null, 'rename-project', 'duplicate-project', 'save-project-file', 'copy-link'];

/** The project by its name, with what can be done with it, and whether it is kept. */
export function ProjectMenu() {
  const name = useStudio((s) => s.history.project.name);
  const { saving, readOnly } = useStudio((s) => s.projects);
  const words = saveWords(saving, readOnly);
  return (
    <ActionMenu ids={ITEMS}>
      <button type="button" className="plain-button project-button" title={name}>
        <span className="project-name">{name}</span>
        <span className="save-state" data-tone={saving === 'failed' ? 'bad' : undefined} data-testid="save-state">
          {words}
        </span>
        <IconChevronDown size={13} aria-hidden />
      </button>
    </ActionMenu>
  );
}
