import { NativeSelect } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import type { CompareMode } from '../store/swipe-state.ts';
import { showAs } from './compare-actions.ts';

const MODES: readonly { readonly value: 'single' | CompareMode; readonly label: string }[] = [
  { value: 'single', label: 'Single' },
  { value: 'swipe', label: 'Swipe' },
  { value: 'side', label: 'Side by side' },
  { value: 'difference', label: 'Difference' },
];

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
        data={[...MODES]}
        onChange={(event) => showAs(event.currentTarget.value as 'single' | CompareMode, session.scene())}
      />
    </div>
  );
}
