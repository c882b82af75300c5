import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useStudio } from '../store/studio-store.ts';
import { toggleFolded } from '../store/view-actions.ts';

/** Three things to try, until they are put away. */
export function Hints() {
  const folded = useStudio((s) => s.folded.hints);
  const busy = useStudio(
    (s) =>
      s.notices.length > 0 ||
      s.siteUpdate !== null ||
      s.calibration.open ||
      s.swipe !== null ||
      s.present.step !== null ||
      s.editing.tool !== null,
  );
  if (folded || busy) return null;
  return (
    <aside className="card hints" aria-label="Suggestions">
      <span>
        <b>Drag</b> the blue mast or turn its lobe
      </span>
      <span>
        <b>Drop</b> a drive test or your own city
      </span>
      <span>
        <b>{matchMedia('(hover: none)').matches ? 'Hold' : 'Click'}</b> a place to see why
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label="Put suggestions away"
        onClick={() => toggleFolded('hints')}
      >
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </aside>
  );
}
