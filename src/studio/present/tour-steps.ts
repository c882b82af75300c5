import type { Session } from '../app/session.ts';
import { patchSector, placeSectors } from '../commands/project-commands.ts';
import { otherEngine } from '../engines/engine-options.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { currentProject, type StudioState, studioStore } from '../store/studio-store.ts';
import { endComparison, showSecond } from '../store/swipe-actions.ts';
import { select, showLayer, showMeasured } from '../store/view-actions.ts';
import { glide } from './glide.ts';

export interface TourStep {
  readonly title: string;
  readonly words: string;
  /** False where the project has nothing to show in it. */
  readonly isThere: (state: StudioState) => boolean;
  /** Does with the app what the words say. Ends early where `signal` says so. */
  readonly enter: (session: Session, signal: AbortSignal) => void | Promise<void>;
}

const hasSectors = ({ history }: StudioState) => history.project.sectors.length > 0;

/** Five steps that drive the app itself: what is seen is what a person would get by doing the same. */
export const TOUR_STEPS: readonly TourStep[] = [
  {
    title: 'Received power, predicted',
    words:
      'Rays are launched from every antenna on this machine. The ground shows the RSRP of the strongest sector; the legend counts the area of each class.',
    isThere: hasSectors,
    enter: (session) => {
      endComparison();
      showLayer('rsrp');
      showMeasured(false);
      session.lookAtScene();
    },
  },
  {
    title: 'Move a site',
    words:
      'The map follows while the mast moves: coarse at once, refined when it rests. Take hold of the blue mast yourself.',
    isThere: hasSectors,
    enter: async (_, signal) => {
      const { sectors } = currentProject();
      const first = sectors[0]!;
      select({ kind: 'sector', id: first.id });
      const moved = sectors.filter((s) => s.siteId === first.siteId);
      const [dx, dy] = stepInward(first, sectors);
      await glide(signal, (share) =>
        placeSectors(
          Object.fromEntries(moved.map((s) => [s.id, { x: s.x + share * dx, y: s.y + share * dy }])),
          'Move',
          'tour-move',
        ),
      );
    },
  },
  {
    title: 'Turn the antenna',
    words:
      'Azimuth, tilt, pattern and power re-weight the paths that are already known, so the map follows within a blink. The numbers are in the inspector, the handle is on the lobe.',
    isThere: hasSectors,
    enter: async (_, signal) => {
      const { id, azimuthDeg } = currentProject().sectors[0]!;
      select({ kind: 'sector', id });
      await glide(signal, (share) =>
        patchSector(id, { azimuthDeg: Math.round(azimuthDeg + 75 * share) % 360 }, 'Turn', 'tour-turn'),
      );
    },
  },
  {
    title: 'Against the drive test',
    words:
      'Dots are measured levels in the colours of the map. The error card says how far the prediction is off, over which cells, and what stands in for cells without coverage. Calibration fits antennas and materials to them.',
    isThere: ({ measurements }) => measurements !== null,
    enter: () => {
      endComparison();
      showLayer('rsrp');
      showMeasured(true);
    },
  },
  {
    title: 'Two engines, one map',
    words:
      'Right of the line, a neural network predicts the same city in one pass. Drag the line, or look at the difference: where they part, one of them is wrong.',
    isThere: ({ models }) => models.some(({ state }) => state !== 'refused'),
    enter: (session) => {
      const { models, history } = studioStore.getState();
      showMeasured(false);
      const engine = otherEngine(history.project.settings.engine ?? 'auto', models, session.scene());
      showSecond({ kind: 'engine', engine });
    },
  },
];

/** The steps that this project can show. */
export function tourSteps(state: StudioState): readonly TourStep[] {
  return TOUR_STEPS.filter(({ isThere }) => isThere(state));
}

/** 80 m towards the middle of all sites, or to the east where there is one alone. */
function stepInward(from: SectorSettings, sectors: readonly SectorSettings[]): readonly [number, number] {
  const x = sectors.reduce((sum, s) => sum + s.x, 0) / sectors.length - from.x;
  const y = sectors.reduce((sum, s) => sum + s.y, 0) / sectors.length - from.y;
  const length = Math.hypot(x, y);
  return length < 1 ? [80, 0] : [(80 * x) / length, (80 * y) / length];
}
