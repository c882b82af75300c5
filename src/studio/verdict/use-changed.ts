import { useMemo } from 'react';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { useVerdict } from '../store/verdict-store.ts';
import { changedSince, changedWords } from './changed-since.ts';

/** What of the project is no longer as the verdict took it, in words; null where all is, or there is no verdict. */
export function useChanged(): string | null {
  const { registry } = useSession();
  const job = useVerdict((s) => s.result?.job ?? null);
  const project = useStudio((s) => s.history.project);
  return useMemo(() => job && changedWords(changedSince(job, project, registry)), [job, project, registry]);
}
