import { Button } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { toggleComparison } from './compare-actions.ts';

/** Puts a second engine's map beside the one on the screen. */
export function CompareButton() {
  const session = useSession();
  const comparing = useStudio((s) => s.swipe?.beyond.kind === 'engine');
  return (
    <Button
      variant={comparing ? 'light' : 'default'}
      size="compact-sm"
      aria-pressed={comparing}
      aria-keyshortcuts="C"
      title="The map by another engine beside this one (C)"
      onClick={() => toggleComparison(session.scene())}
    >
      {comparing ? 'End comparison' : 'Compare'}
    </Button>
  );
}
