import type { SectorReport } from '../../calibration/report.ts';
import { TRUST_WORDS } from './method-words.ts';

/** Whether the result is to be trusted, in words, and whether it allows for the choice of the serving cell. */
export function VerdictCard({ report }: { readonly report: SectorReport }) {
  const { trust, sentences } = report.verdict;
  const [conclusion, ...reasons] = sentences;
  return (
    <section className="verdict" data-trust={trust} aria-label="Verdict">
      <TrustBadge trust={trust} />
      <p>
        <strong>{conclusion}</strong>
      </p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <p className="selection" data-testid="selection">
        {report.selection.sentence}
      </p>
    </section>
  );
}

export function TrustBadge({ trust }: { readonly trust: SectorReport['verdict']['trust'] }) {
  return (
    <span className="badge" data-trust={trust}>
      {TRUST_WORDS[trust]}
    </span>
  );
}
