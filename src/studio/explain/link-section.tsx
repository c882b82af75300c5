import { useMemo } from 'react';
import { useSession } from '../app/session-context.ts';
import { HeightPlot } from '../profile/height-plot.tsx';
import { profileData } from '../profile/profile-data.ts';
import { verdictWords } from '../profile/profile-words.ts';
import type { ExplainedPlace } from '../store/explain-state.ts';
import { profileFromSector } from '../store/profile-actions.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { useStudio } from '../store/studio-store.ts';

const SIZE = { width: 356, height: 104, left: 30, right: 6, top: 6, bottom: 6 } as const;

interface LinkSectionProps {
  readonly sector: SectorSettings;
  readonly place: ExplainedPlace;
}

/** The roofs on the straight way from the antenna to the cell. */
export function LinkSection({ sector, place }: LinkSectionProps) {
  const session = useSession();
  const sceneId = useStudio((s) => s.history.project.sceneId);
  const endHeightM = useStudio((s) => s.history.project.settings.receiverHeightM);
  const { x: fromX, y: fromY, heightM, frequencyHz } = sector;
  const data = useMemo(() => {
    const scene = session.registry.scenes.get(sceneId ?? '');
    return (
      scene &&
      profileData({
        points: [{ x: fromX, y: fromY }, place],
        scene,
        levels: null,
        measured: null,
        startHeightM: heightM,
        endHeightM,
        frequencyHz,
      })
    );
  }, [session, sceneId, fromX, fromY, heightM, frequencyHz, endHeightM, place]);
  if (!data?.link) return null;
  const words = verdictWords(data.link);
  const right = SIZE.width - SIZE.right;
  const x = (distanceM: number) => SIZE.left + ((right - SIZE.left) * distanceM) / data.line.lengthM;
  return (
    <section className="section" aria-label="Profile">
      <div className="card-head">
        <h3>Profile</h3>
        <span className="aside">
          <button type="button" className="text-button" onClick={() => profileFromSector(sector, place)}>
            Open in the dock
          </button>
        </span>
      </div>
      <figure className="chart">
        <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={`Roofs on the direct line. ${words}`}>
          <HeightPlot shown={{ data }} x={x} top={SIZE.top} bottom={SIZE.height - SIZE.bottom} right={right} />
        </svg>
        <figcaption>{words}</figcaption>
      </figure>
    </section>
  );
}
