import { Button } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';

/** Opens the calibration panel. */
export function CalibrateButton() {
  const session = useSession();
  const open = useStudio((s) => s.calibration.open);
  return (
    <Button
      size="compact-xs"
      variant="light"
      aria-pressed={open}
      onClick={() => (open ? session.calibration.close() : session.calibration.open())}
    >
      Calibrate
    </Button>
  );
}
