import { METHOD_WORDS } from '../../calibration/study/method-id.ts';
import { timeLeft } from '../calibration/time-left.ts';
import { useVerdict } from '../store/verdict-store.ts';
import { formatDb } from '../ui/format.ts';
import { SPLIT_NAMES } from './verdict-words.ts';

/** How far each method is, and what it was last off by: a first look before a sector is complete. */
export function RunningView() {
  const running = useVerdict((s) => s.running);
  if (!running) return null;
  const { setup, done, latest, sectors, fraction, startedMs } = running;
  const fits = sectors * setup.splits.length * setup.draws;
  return (
    <div className="verdict-scroll">
      <table className="wide-table">
        <thead>
          <tr>
            <th scope="col" className="words">
              Method
            </th>
            <th scope="col" className="words">
              Fits done
            </th>
            <th scope="col">Last MAE, covered</th>
            <th scope="col">cells</th>
            <th scope="col" className="words">
              of
            </th>
          </tr>
        </thead>
        <tbody>
          {setup.methods.map((method) => {
            const part = done[method] ?? { fits: 0, missing: 0 };
            const last = latest[method];
            const error = last?.errors?.covered;
            return (
              <tr key={method}>
                <th scope="row" className="words">
                  {METHOD_WORDS[method].label}
                </th>
                <td className="words">
                  <span className="verdict-part" aria-hidden>
                    <span style={{ width: `${(100 * part.fits) / fits}%` }} />
                  </span>{' '}
                  {part.fits} of {fits}
                  {part.missing > 0 && `, ${part.missing} missing`}
                </td>
                <td>{error ? `${formatDb(error.maeDb)} dB` : '–'}</td>
                <td>{error?.cells ?? '–'}</td>
                <td className="words">{last ? `${last.sectorId}, ${SPLIT_NAMES[last.split]}` : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="card-foot">{timeLeft(Date.now() - startedMs, fraction)}. The map stays usable meanwhile.</p>
    </div>
  );
}
