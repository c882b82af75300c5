import { featureFact, featureText } from '../features/feature-name.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';

/** What the learned predictor is fed with at the cell. */
export function InputsSection() {
  const inputs = useStudio((s) => s.explain.inputs);
  if (!inputs) return null;
  return (
    <section className="section" aria-label="Inputs of the predictor">
      <div className="card-head">
        <h3>What the predictor sees here</h3>
      </div>
      <table className="budget">
        <tbody>
          {inputs.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row" title={featureFact(name).help}>
                {featureFact(name).label}
              </th>
              <td>{featureText(name, value, (number) => formatNumber(number, 2))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
