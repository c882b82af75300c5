import { NumbersTable } from '../statistics/numbers-table.tsx';
import type { NetworkReport } from './report-network.ts';
import { Facts } from './report-tables.tsx';

/** Plans of the network on paper: what was asked, and what came out. */
export function NetworkSections({ reports }: { readonly reports: readonly NetworkReport[] }) {
  return reports.map(({ title, facts, tables, notes }) => (
    <div key={title} className="report-plan">
      <Facts title={title} facts={facts} />
      {tables.map((table) => (
        <section key={table.title} className="report-breaks">
          <NumbersTable className="report-figures" caption={table.title} head={table.head} rows={table.rows} />
        </section>
      ))}
      {notes.map((note) => (
        <p key={note} className="report-note">
          {note}
        </p>
      ))}
    </div>
  ));
}
