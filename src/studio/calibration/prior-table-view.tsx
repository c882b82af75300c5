import { Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatParameter } from '../ui/format.ts';
import { Term } from '../ui/term.tsx';
import { chosenSectors } from './calibration-job.ts';
import { TERMS } from './method-words.ts';
import { priorRows } from './prior-table.ts';

/** What would be fitted for the first chosen sector: where each parameter starts, and how far it may go. */
export function PriorTable() {
  const session = useSession();
  const project = useStudio((s) => s.history.project);
  const options = useStudio((s) => s.calibration.setup.options);
  const first = useStudio((s) => chosenSectors(s)[0] ?? null);
  const rows = useMemo(() => {
    const pattern = first && session.registry.patterns.get(first.pattern);
    return first && pattern ? priorRows(first, pattern, session.scene(), project.materials, options) : [];
  }, [session, first, project.materials, options]);
  if (!first || rows.length === 0) return null;
  return (
    <section className="section">
      <details open={rows.length <= 8}>
        <summary className="card-head">
          <h3>Parameters</h3>
          <span className="aside">
            {rows.length} of {first.id}
          </span>
        </summary>
        <table className="numbers parameters">
          <thead>
            <tr>
              <th scope="col">parameter</th>
              <th scope="col">start</th>
              <th scope="col">range</th>
              <th scope="col">
                <Term help={TERMS.prior}>prior</Term>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  <Tooltip label={row.note} multiline w={260} openDelay={250}>
                    <span>{row.label}</span>
                  </Tooltip>
                </th>
                <td>{formatParameter(row.start, row.unit)}</td>
                <td className="quiet">
                  {row.bounds ? row.bounds.map((b) => formatParameter(b, '')).join(' … ') : 'all round'}
                </td>
                <td className="quiet">{row.held ? 'held' : 'free'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
