import type { KeyedFile } from '../content-key.ts';
import type { SavedProject } from './saved-project.ts';

/** All files that a project needs, each content once. */
export function projectFiles({ sources, verdict }: Pick<SavedProject, 'sources' | 'verdict'>): readonly KeyedFile[] {
  const files = new Map<string, KeyedFile>();
  for (const source of Object.values(sources))
    for (const file of source.kind === 'files' ? source.files : []) files.set(file.key, file);
  if (verdict) files.set(verdict.key, verdict);
  return [...files.values()];
}
