import { Button, Modal } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { openDialog } from '../store/view-actions.ts';
import type { RasterMeaning } from './terrain-desk.ts';

/** Asks what a raster of heights is of: the file does not say. */
export function RasterDialog() {
  const session = useSession();
  const open = useStudio((s) => s.dialog === 'raster');
  const name = useStudio((s) => s.rasterName);
  const city = useStudio((s) => s.scene?.name ?? '');
  const answer = async (meaning: RasterMeaning) => (await session.terrain()).answer(meaning);
  return (
    <Modal
      opened={open}
      onClose={() => openDialog(null)}
      title={`What are the heights in ${name ?? 'the raster'}?`}
      closeButtonProps={{ 'aria-label': 'Open nothing' }}
      size={460}
      overlayProps={{ backgroundOpacity: 0.3 }}
    >
      <div className="raster-choice">
        <Button data-autofocus variant="default" onClick={() => void answer('terrain')}>
          Of the ground: lay it under {city}
        </Button>
        <p className="row-note">Metres above sea level, or of the scene's own z. One step, which undo takes back.</p>
        <Button variant="default" onClick={() => void answer('buildings')}>
          Of buildings above the ground: open it as a city
        </Button>
        <p className="row-note">0 is open ground. It becomes a project of its own.</p>
      </div>
    </Modal>
  );
}
