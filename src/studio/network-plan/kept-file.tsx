import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { setupOf } from './read-setup.ts';
import type { FileUse } from './setup.ts';
import { SetupFile, type SetupFileProps } from './setup-file.tsx';
import { dropFile, takeFile } from './setup-files.ts';

interface KeptFileProps extends Omit<SetupFileProps, 'name' | 'onFile' | 'onRemove'> {
  readonly use: FileUse;
}

/** A file of the set-up that is kept as it was chosen. */
export function KeptFile({ use, ...words }: KeptFileProps) {
  const session = useSession();
  const file = useStudio(setupOf).files[use];
  return (
    <SetupFile
      {...words}
      name={file?.name ?? null}
      onFile={(chosen) => takeFile(use, chosen, session.registry)}
      onRemove={() => dropFile(use)}
    />
  );
}
