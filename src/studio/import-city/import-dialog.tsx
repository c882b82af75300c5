import { Modal, SegmentedControl } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import type { ImportState } from '../store/import-state.ts';
import { useStudio } from '../store/studio-store.ts';
import { BoxStep } from './box-step.tsx';
import { FileForm } from './file-form.tsx';
import { ImportProgress } from './import-progress.tsx';
import { OverpassForm } from './overpass-form.tsx';

/** Cuts a city out of a map: where the map is from, then the box. */
export function ImportDialog() {
  const session = useSession();
  const open = useStudio((s) => s.dialog === 'import-city');
  const theme = useStudio((s) => s.themeNow);
  const hasMap = useStudio((s) => s.cityImport.map !== null);
  return (
    <Modal
      opened={open}
      onClose={() => session.cityImport.close()}
      title={hasMap ? 'Draw a box' : 'Import a city'}
      size={hasMap ? 980 : 620}
      yOffset={hasMap ? 32 : 72}
      overlayProps={{ backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close the import' }}
    >
      {hasMap ? <BoxStep theme={theme} /> : <ChooseMap />}
    </Modal>
  );
}

function ChooseMap() {
  const session = useSession();
  const way = useStudio((s) => s.cityImport.way);
  const busy = useStudio((s) => s.cityImport.work !== null);
  return (
    <div className="import">
      <SegmentedControl
        size="xs"
        aria-label="Where the map is from"
        transitionDuration={0}
        disabled={busy}
        value={way}
        onChange={(value) => session.cityImport.choose({ way: value as ImportState['way'] })}
        data={[
          { value: 'file', label: 'A map file' },
          { value: 'overpass', label: 'OpenStreetMap, by Overpass' },
        ]}
      />
      {way === 'file' ? <FileForm /> : <OverpassForm />}
      <ImportProgress />
    </div>
  );
}
