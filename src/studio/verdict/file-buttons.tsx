import { Button } from '@mantine/core';
import type { StudyTable } from '../../worker/study-protocol.ts';
import { useSession } from '../app/session-context.ts';
import { exportName } from '../export/export-name.ts';
import { currentProject } from '../store/studio-store.ts';
import { verdictStore } from '../store/verdict-store.ts';
import { saveFile } from '../ui/save-file.ts';
import { changedSince } from './changed-since.ts';
import { verdictFile } from './verdict-files.ts';
import { verdictPicture } from './verdict-picture.ts';

/** Saves what the verdict found: every sector and row as CSV, all tables as JSON, the chart as a picture. */
export function FileButtons({ table }: { readonly table: StudyTable }) {
  const { registry } = useSession();
  const save = (extension: '.csv' | '.json') => {
    const { result } = verdictStore.getState();
    if (!result) return;
    const project = currentProject();
    const changed = changedSince(result.job, project, registry);
    const text = verdictFile(result, extension, changed);
    saveFile(exportName(project.name, 'verdict', extension), new TextEncoder().encode(text));
  };
  const picture = async () => {
    const { name } = currentProject();
    const bytes = await verdictPicture(table, name);
    saveFile(exportName(name, `verdict ${table.split} ${table.policy}`, '.png'), bytes);
  };
  return (
    <p className="verdict-files">
      <Button variant="default" size="compact-xs" onClick={() => save('.csv')}>
        CSV
      </Button>
      <Button variant="default" size="compact-xs" onClick={() => save('.json')}>
        JSON
      </Button>
      <Button variant="default" size="compact-xs" onClick={() => void picture()}>
        PNG
      </Button>
    </p>
  );
}
