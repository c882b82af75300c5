import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ProjectSummary } from '../../io/storage/project-store.ts';
import { useSession } from '../app/session-context.ts';
import { patchProjects } from '../store/projects-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { LONGEST_NAME } from '../ui/name-field.tsx';

interface ProjectRowProps {
  readonly project: ProjectSummary;
  readonly current: boolean;
  readonly onOpened: () => void;
}

/** A project of the list, with what can be done with it; deleting asks in place. */
export function ProjectRow({ project, current, onOpened }: ProjectRowProps) {
  const renaming = useStudio((s) => s.projects.renamingId === project.id);
  const [deleting, setDeleting] = useState(false);
  return (
    <li className="project-row" data-current={current || undefined}>
      {renaming ? (
        <RenameForm project={project} />
      ) : deleting ? (
        <DeleteQuestion project={project} onKeep={() => setDeleting(false)} />
      ) : (
        <Row project={project} current={current} onOpened={onOpened} onDelete={() => setDeleting(true)} />
      )}
    </li>
  );
}

function Row({ project, current, onOpened, onDelete }: ProjectRowProps & { readonly onDelete: () => void }) {
  const session = useSession();
  const { id, name } = project;
  const open = async () => {
    if (await session.projects.open(id)) onOpened();
  };
  return (
    <>
      <button
        type="button"
        className="plain-button project-row-main"
        disabled={project.newer}
        aria-current={current || undefined}
        onClick={() => void open()}
      >
        <strong>{name}</strong>
        <span className="quiet">{lineOf(project, current)}</span>
      </button>
      <RowIcon label={`Rename ${name}`} disabled={project.newer} onClick={() => patchProjects({ renamingId: id })}>
        <IconPencil size={16} aria-hidden />
      </RowIcon>
      <RowIcon label={`Duplicate ${name}`} disabled={project.newer} onClick={() => void session.projects.duplicate(id)}>
        <IconCopy size={16} aria-hidden />
      </RowIcon>
      <RowIcon label={`Delete ${name}`} onClick={onDelete}>
        <IconTrash size={16} aria-hidden />
      </RowIcon>
    </>
  );
}

function RowIcon(props: {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={props.label} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={props.label}
        disabled={props.disabled ?? false}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

function RenameForm({ project: { id, name } }: Pick<ProjectRowProps, 'project'>) {
  const session = useSession();
  const [text, setText] = useState(name);
  const wanted = text.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        patchProjects({ renamingId: null });
        if (wanted && wanted !== name) void session.projects.rename(id, wanted);
      }}
    >
      <TextInput
        size="xs"
        aria-label={`New name of ${name}`}
        autoFocus
        maxLength={LONGEST_NAME}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Only the typing ends, not the list.
          event.stopPropagation();
          patchProjects({ renamingId: null });
        }}
      />
      <Button type="submit" size="xs" disabled={!wanted}>
        Rename
      </Button>
    </form>
  );
}

function DeleteQuestion({
  project: { id, name },
  onKeep,
}: {
  readonly project: ProjectSummary;
  readonly onKeep: () => void;
}) {
  const session = useSession();
  return (
    <>
      <span className="project-row-main">Delete "{name}"? This cannot be undone.</span>
      <Button size="compact-sm" variant="default" data-autofocus onClick={onKeep}>
        Keep
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        className="delete-button"
        onClick={() => void session.projects.remove(id)}
      >
        Delete
      </Button>
    </>
  );
}

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function lineOf({ sceneName, changedMs, newer, name }: ProjectSummary, current: boolean): string {
  if (newer) return 'Needs a newer version of the studio';
  const scene = sceneName && sceneName !== name ? [sceneName] : [];
  return [...(current ? ['Open here'] : []), ...scene, `changed ${WHEN.format(changedMs)}`].join(' · ');
}
