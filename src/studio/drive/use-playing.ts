import { useEffect } from 'react';
import { driveTo, playDrive } from '../store/drive-actions.ts';
import { studioStore, useStudio } from '../store/studio-store.ts';
import { type DriveRecord, sampleAt } from './drive-record.ts';

/** The cursor moves so often [ms]. */
const STEP_MS = 100;
/** Without times, a sample stands for this long [s]. */
const SAMPLE_S = 1;

/** Moves the cursor along while the drive is played; at its end it stops, and begins anew the next time. */
export function usePlaying(record: DriveRecord | null): void {
  const playing = useStudio((s) => s.drive.playing);
  useEffect(() => {
    if (!playing || !record) return;
    const times = record.timeS ?? Float64Array.from(record.alongM, (_, i) => SAMPLE_S * i);
    const last = times.length - 1;
    const { at } = studioStore.getState().drive;
    let timeS = at === null || at >= last ? 0 : times[at]!;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const { drive } = studioStore.getState();
      // A hand that moved the cursor meanwhile goes on from there.
      if (drive.at !== null && drive.at !== sampleAt(times, timeS)) timeS = times[drive.at]!;
      timeS += (drive.speed * (now - before)) / 1000;
      before = now;
      driveTo(sampleAt(times, timeS));
      if (timeS >= times[last]!) playDrive(false);
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [playing, record]);
}
