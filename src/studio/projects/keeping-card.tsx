import { Button } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { actionOf } from '../actions/all-actions.ts';
import { runAction } from '../actions/run-action.ts';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { faultWords } from './save-words.ts';

/** Says what stands in the way of keeping the project, for as long as it does. */
export function KeepingCard() {
  const { problem, readOnly } = useStudio((s) => s.projects);
  if (readOnly) {
    return (
      <div className="card notice" role="status">
        <span className="notice-icon">
          <IconLock size={18} aria-hidden />
        </span>
        <strong>This project is open in another tab</strong>
        <p>Here it can be looked at, not changed. Once that tab is closed, this one takes over.</p>
        <div className="keeping-actions">
          <ActionButton id="duplicate-project">Open a copy</ActionButton>
        </div>
      </div>
    );
  }
  if (!problem) return null;
  const { title, text } = faultWords(problem.fault, problem.message);
  return (
    <div className="card notice" data-tone="bad" role="alert">
      <span className="notice-icon">
        <IconAlertTriangle size={18} aria-hidden />
      </span>
      <strong>{title}</strong>
      <p>{text}</p>
      <div className="keeping-actions">
        <ActionButton id="save-project-file">Save as file</ActionButton>
        <ActionButton id="retry-saving">Try again</ActionButton>
      </div>
    </div>
  );
}

function ActionButton({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const session = useSession();
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => {
        const action = actionOf(id, session);
        if (action) void runAction(action, session);
      }}
    >
      {children}
    </Button>
  );
}
