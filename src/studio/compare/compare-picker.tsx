import { NativeSelect } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { modeOptions, SHOWN_MAPS, type ShownMaps } from './compare-modes.ts';
import { showAs } from './show-comparison.ts';

/** One map, or two in a way of comparing them. */
export function ComparePicker() {
  const session = useSession();
  const mode = useStudio((s) => s.swipe?.mode ?? 'single');
  return (
    <div className="picker" title="One map, or another result beside it (C)">
      <span aria-hidden>Compare</span>
      <NativeSelect
        size="xs"
        aria-label="Compare"
        aria-keyshortcuts="C"
        value={mode}
        data={modeOptions(SHOWN_MAPS)}
        onChange={(event) => showAs(event.currentTarget.value as ShownMaps, session.scene())}
      />
    </div>
  );
}
