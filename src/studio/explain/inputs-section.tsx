import { CHANNELS } from '../../learning/features/channel.ts';
import { useSession } from '../app/session-context.ts';
import { engineOf, modelOf } from '../engines/engine-choice.ts';
import { featureFact, featureText } from '../features/feature-name.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';

/** What the learned predictor is fed with at the cell. */
export function InputsSection() {
  const session = useSession();
  const inputs = useStudio((s) => s.explain.inputs);
  const choice = useStudio((s) => s.history.project.settings.engine);
  const models = useStudio((s) => s.models);
  const model = modelOf(engineOf(choice, session.scene()), models);
  if (!inputs || !model) return null;
  const taken = inputs.filter(({ name }) => name === 'land-use' || model.channels.includes(name));
  // Planes that are made from a whole map are not there for one cell.
  const others = model.channels.filter((channel) => !inputs.some(({ name }) => name === channel));
  return (
    <section className="section" aria-label="Inputs of the predictor">
      <div className="card-head">
        <h3>What {model.name} sees here</h3>
      </div>
      <table className="budget">
        <tbody>
          {taken.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row" title={featureFact(name).help}>
                {featureFact(name).label}
              </th>
              <td>{featureText(name, value, (number) => formatNumber(number, 2))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="card-foot">
        {others.length > 0 && (
          <>Made from the whole map: {others.map((channel) => CHANNELS[channel].label.toLowerCase()).join(', ')}. </>
        )}
        It sees the cells around this one too.
      </p>
    </section>
  );
}
