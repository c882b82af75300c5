import { Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useSession } from '../app/session-context.ts';
import { patchProjects } from '../store/projects-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { openDialog } from '../store/view-actions.ts';
import { ProjectRow } from './project-row.tsx';
import { StorageLine } from './storage-line.tsx';

/** The projects of this device. */
export function ProjectsDialog() {
  const open = useStudio((s) => s.dialog === 'projects');
  return (
    <Modal
      opened={open}
      onClose={close}
      title="Projects on this device"
      size={620}
      yOffset={80}
      overlayProps={{ backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close the projects' }}
    >
      <Projects />
    </Modal>
  );
}

function close(): void {
  patchProjects({ renamingId: null });
  openDialog(null);
}

function Projects() {
  const session = useSession();
  const list = useStudio((s) => s.projects.list);
  const currentId = useStudio((s) => s.history.project.id);
  const saving = useStudio((s) => s.projects.saving);
  // What is in hand is in the list as it was kept last.
  // biome-ignore lint/correctness/useExhaustiveDependencies: saving is what makes the list another
  useEffect(() => void session.projects.refresh(), [session, saving]);
  return (
    <>
      {list?.length === 0 && <p className="quiet">None yet: a project is kept from its first change on.</p>}
      {list && list.length > 0 && (
        <ul className="project-list">
          {list.map((project) => (
            <ProjectRow key={project.id} project={project} current={project.id === currentId} onOpened={close} />
          ))}
        </ul>
      )}
      <StorageLine />
    </>
  );
}
