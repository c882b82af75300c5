import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../app/session-context.ts';
import type { KeptResult } from '../store/kept-results.ts';
import { useStudio } from '../store/studio-store.ts';
import { showSecond } from '../store/swipe-actions.ts';
import { formatNumber, formatShare } from '../ui/format.ts';
import { NameField } from '../ui/name-field.tsx';
import { forgetKept, keepResult, renameKept, takeKeptSettings } from './keep-results.ts';
import { sameCity } from './same-city.ts';

/** Maps that were kept under a name, to compare with. */
export function KeptSection() {
  const session = useSession();
  const kept = useStudio((s) => s.kept);
  const measured = useStudio((s) => s.measurements !== null);
  const finished = useStudio((s) => s.map?.refined === true && s.run.phase === 'refined');
  const [renaming, setRenaming] = useState<string | null>(null);
  return (
    <section className="section" aria-label="Kept results">
      <div className="card-head">
        <h2>Kept results</h2>
        <span className="aside">
          <button
            type="button"
            className="text-button"
            disabled={!finished}
            title="Names the map as it is, with its settings, to compare with later (Shift+K)"
            onClick={() => setRenaming(keepResult(session)?.id ?? null)}
          >
            Keep this result
          </button>
        </span>
      </div>
      {kept.map((result) =>
        renaming === result.id ? (
          <div key={result.id} className="row">
            <NameField
              label="Name of the result"
              name={result.name}
              onDone={(typed) => {
                if (typed !== null) renameKept(result.id, typed);
                setRenaming(null);
              }}
            />
          </div>
        ) : (
          <KeptRow key={result.id} result={result} measured={measured} onRename={() => setRenaming(result.id)} />
        ),
      )}
    </section>
  );
}

interface KeptRowProps {
  readonly result: KeptResult;
  readonly measured: boolean;
  readonly onRename: () => void;
}

function KeptRow({ result, measured, onRename }: KeptRowProps) {
  const session = useSession();
  const { id, name, maeDb, covered, project } = result;
  const beside = useStudio(
    ({ swipe }) =>
      (swipe?.second.kind === 'kept' && swipe.second.id === id) ||
      (swipe?.first.kind === 'kept' && swipe.first.id === id),
  );
  const here = useStudio((s) => sameCity(s.history.project, project));
  return (
    <div className="run-row kept-row" aria-current={beside}>
      <button
        type="button"
        className="plain-button"
        disabled={!here}
        title={here ? `Compare with “${name}”` : 'Of another scene'}
        onClick={() => showSecond({ kind: 'kept', id })}
      >
        <span className="name">{name}</span>
      </button>
      <span className="aside">
        {maeDb !== null && measured ? `MAE ${formatNumber(maeDb, 1)} dB` : `${formatShare(covered, 1)} covered`}
      </span>
      <Menu position="bottom-end" shadow="md" width={210} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={`More for “${name}”`}>
            <IconDots size={14} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={!here} onClick={() => showSecond({ kind: 'kept', id })}>
            Compare with it
          </Menu.Item>
          <Menu.Item disabled={!here} onClick={() => takeKeptSettings(result)}>
            Go back to its settings
          </Menu.Item>
          <Menu.Item onClick={onRename}>Rename</Menu.Item>
          <Menu.Item onClick={() => forgetKept(id, session.registry)}>Delete</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
