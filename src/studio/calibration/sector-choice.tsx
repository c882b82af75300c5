import { Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { patchSetup } from '../store/calibration-actions.ts';
import { selectedSectors } from '../store/selection.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatCount } from '../ui/format.ts';
import { PlainNumber } from '../ui/plain-number.tsx';

/** The sector in hand, or a list with the rows that each has. */
export function SectorChoice() {
  const scope = useStudio((s) => s.calibration.setup.scope);
  const selection = useStudio((s) => s.selection);
  const sectors = useStudio((s) => s.history.project.sectors);
  const listed = useStudio((s) => s.calibration.setup.listed);
  const rows = useRows();
  const take = (value: 'selected' | 'listed') =>
    patchSetup({
      scope: value,
      ...(value === 'listed' && listed.length === 0
        ? { listed: selectedSectors(selection, sectors).map((s) => s.id) }
        : {}),
    });
  return (
    <section className="section">
      <div className="pair-field">
        <span>Sectors</span>
        <SegmentedControl
          size="xs"
          aria-label="Sectors"
          transitionDuration={0}
          value={scope}
          data={[
            { value: 'selected', label: 'selected' },
            { value: 'listed', label: 'from a list' },
          ]}
          onChange={(value) => take(value as 'selected' | 'listed')}
        />
      </div>
      {scope === 'selected' ? <Selected rows={rows} /> : <List rows={rows} />}
      <Strangers />
    </section>
  );
}

type Rows = ReadonlyMap<string, number> | null;

function useRows(): Rows {
  const measured = useStudio((s) => s.calibration.measured);
  return measured && new Map(measured.map((m) => [m.sectorId, m.rows]));
}

function Selected({ rows }: { readonly rows: Rows }) {
  const selection = useStudio((s) => s.selection);
  const sectors = useStudio((s) => s.history.project.sectors);
  const file = useStudio((s) => s.measurements?.name ?? 'The file');
  const chosen = selectedSectors(selection, sectors);
  if (chosen.length === 0) return <p className="calm">Select a sector or a site on the map or in the list.</p>;
  const unmeasured = rows ? chosen.filter((s) => !rows.get(s.id)) : [];
  return (
    <>
      {chosen.map(({ id }) => (
        <div className="row" key={id}>
          <span className="name">{id}</span>
          <span className="aside">{rows ? `${formatCount(rows.get(id) ?? 0)} rows` : 'counting rows'}</span>
        </div>
      ))}
      {unmeasured.length > 0 && (
        <p className="caution" role="status">
          No row of {file} names {unmeasured.map((s) => s.id).join(', ')}: nothing to calibrate against. Choose a sector
          that was measured, or give it the name that the file uses.
        </p>
      )}
    </>
  );
}

function List({ rows }: { readonly rows: Rows }) {
  const sectors = useStudio((s) => s.history.project.sectors);
  const listed = useStudio((s) => s.calibration.setup.listed);
  const [least, setLeast] = useState(200);
  const of = (id: string) => rows?.get(id) ?? 0;
  const toggle = (id: string) =>
    patchSetup({ listed: listed.includes(id) ? listed.filter((l) => l !== id) : [...listed, id] });
  return (
    <>
      <div className="pair-field">
        <span className="quiet">all with at least</span>
        <span className="inline">
          <PlainNumber label="Least rows" unit="rows" value={least} min={1} max={1e6} step={100} onChange={setLeast} />
          <button
            type="button"
            className="text-button"
            onClick={() => patchSetup({ listed: sectors.map((s) => s.id).filter((id) => of(id) >= least) })}
          >
            Tick
          </button>
          <button type="button" className="text-button" onClick={() => patchSetup({ listed: [] })}>
            None
          </button>
        </span>
      </div>
      <ul className="sector-list" aria-label="Sectors to calibrate">
        {sectors.map(({ id }) => (
          <li key={id}>
            <Checkbox
              size="xs"
              label={id}
              checked={listed.includes(id) && of(id) > 0}
              disabled={of(id) === 0}
              onChange={() => toggle(id)}
            />
            <span className="aside">{of(id) === 0 ? 'not measured' : `${formatCount(of(id))} rows`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Cells of the file that are no sector of the project. */
function Strangers() {
  const measured = useStudio((s) => s.calibration.measured);
  const sectors = useStudio((s) => s.history.project.sectors);
  if (!measured) return null;
  const strangers = measured.filter((m) => !sectors.some((s) => s.id === m.sectorId));
  if (measured.length === 0)
    return (
      <p className="caution">
        The measurements name no cell. Add a column <code>cell</code> with the names of your sectors and drop the file
        again.
      </p>
    );
  if (strangers.length === 0) return null;
  const rows = strangers.reduce((sum, m) => sum + m.rows, 0);
  const few = strangers.slice(0, 4).map((m) => m.sectorId);
  return (
    <p className="explanation">
      {formatCount(rows)} rows name cells that are no sector here: {few.join(', ')}
      {strangers.length > few.length && ` and ${strangers.length - few.length} more`}.
    </p>
  );
}
