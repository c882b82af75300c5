import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import { closeExplanation } from '../store/explain-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';
import { CellSection } from './cell-section.tsx';
import { explainedSector } from './explained-sector.ts';
import { InputsSection } from './inputs-section.tsx';
import { LinkSection } from './link-section.tsx';
import { MetNote } from './met-note.tsx';
import { NearSection } from './near-section.tsx';
import { PathsSection } from './paths-section.tsx';

/** Why a cell has the level that it has, in the inspector's place. */
export function ExplainPanel() {
  const session = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  const place = useStudio((s) => s.explain.place);
  // A map that changes may bring another best server.
  useStudio((s) => s.map?.version);
  const sector = useStudio((s) => explainedSector(s, session.registry.networkMap));
  useEffect(() => {
    const opener = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  if (!place) return null;
  return (
    <aside className="card explain" aria-label="Explanation">
      <div className="card-head">
        <h2 ref={heading} tabIndex={-1}>
          Cell
        </h2>
        <span className="aside">
          x {formatNumber(place.x, 0)}, y {formatNumber(place.y, 0)} m
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label="Close the explanation"
          title="Close (Esc)"
          onClick={closeExplanation}
        >
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </div>
      <MetNote place={place} />
      {sector ? (
        <>
          <CellSection sector={sector} place={place} />
          <PathsSection sector={sector} place={place} />
          <LinkSection sector={sector} place={place} />
          <NearSection place={place} />
          <InputsSection />
        </>
      ) : (
        <p className="calm">No sector yet: add one, and click again.</p>
      )}
    </aside>
  );
}
