import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';
import { sectionSector } from './section-desk.ts';

/** Asks for the section over a straight line, and says how far it is and what it shows. */
export function SectionLine() {
  const session = useSession();
  const { run, problem, sectorId } = useStudio((s) => s.profile.section);
  const sector = useStudio(sectionSector);
  const section = session.registry.section;
  if (run)
    return (
      <div className="profile-section" role="status">
        <span className="quiet">{run.words.charAt(0).toUpperCase() + run.words.slice(1)}</span>
        <div className="run-progress" aria-hidden>
          <div style={{ transform: `scaleX(${run.fraction})` }} />
        </div>
        <button type="button" className="text-button" onClick={() => session.section.cancel()}>
          Stop
        </button>
      </div>
    );
  if (sectorId !== null && section)
    return (
      <div className="profile-section">
        <span className="quiet">
          Level of {sectorId} over the line by the launch, cells of {formatNumber(section.grid.cellSizeM, 1)} m
        </span>
        <button type="button" className="text-button" onClick={() => session.section.hide()}>
          Hide
        </button>
      </div>
    );
  return (
    <>
      <div className="profile-section">
        <button type="button" className="text-button" disabled={!sector} onClick={() => void session.section.compute()}>
          Compute the level over the line
        </button>
        {!sector && <span className="quiet">Take a sector in hand first.</span>}
      </div>
      {problem && (
        <p className="profile-verdict" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
