import { Button } from '@mantine/core';
import { clearProfile, finishProfile } from '../store/profile-actions.ts';
import { useStudio } from '../store/studio-store.ts';

/** How to draw, while points are set on the map. */
export function ProfileHint() {
  const drawing = useStudio((s) => s.profile.drawing);
  const count = useStudio((s) => s.profile.points.length);
  if (!drawing) return null;
  return (
    <div className="card hints profile-hint" role="status">
      <span>
        <b>{count === 0 ? 'Click' : `${count} ${count === 1 ? 'point' : 'points'}`}</b>
        {count === 0 ? ' where the line begins; a mast gives its height' : ' · click the next'}
      </span>
      <span>
        <b>Space</b> sets one under the pointer
      </span>
      <Button variant="default" size="compact-sm" disabled={count < 2} onClick={finishProfile}>
        End (Enter)
      </Button>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={clearProfile}>
        Give up (Esc)
      </Button>
    </div>
  );
}
