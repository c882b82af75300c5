import { useSession } from '../app/session-context.ts';
import type { ExplainedPlace } from '../store/explain-state.ts';
import { formatNumber } from '../ui/format.ts';

/** Why another cell is explained than the building that was pointed at, and the way to the other one. */
export function MetNote({ place }: { readonly place: ExplainedPlace }) {
  const session = useSession();
  const { met } = place;
  if (!met) return null;
  const what = met.building === null ? 'a building' : `building ${met.building}`;
  const high = met.heightM === null ? '' : `, ${formatNumber(met.heightM, 1)} m high`;
  const awayM = Math.hypot(met.x - place.x, met.y - place.y);
  return (
    <p className="row-note">
      {met.under
        ? `Under the roof of ${what}${high}. ${met.hasOpen ? '' : 'No cell of the map lies in the open.'}`
        : `What was pointed at is ${what}${high}, and maps are of places in the open: this is the nearest such cell, ${formatNumber(awayM, 0)} m away. `}
      {met.hasOpen && (
        <button type="button" className="text-button" onClick={() => session.places.explainMet(met, !met.under)}>
          {met.under ? 'Explain the nearest cell in the open' : 'Explain the cell under the roof'}
        </button>
      )}
    </p>
  );
}
