import { useCallback } from 'react';
import { useSession } from '../app/session-context.ts';
import { setMaterial } from '../commands/project-commands.ts';
import { engineLabel, engineOf, heededBy } from '../engines/engine-choice.ts';
import { selectedSectors } from '../store/selection.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatCount, formatFrequency, formatParameter } from '../ui/format.ts';
import { LogField } from '../ui/log-field.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { followWords, materialWords } from './follow-words.ts';
import { materialLabel } from './material-label.ts';
import { type MaterialValues, materialState } from './material-values.ts';
import { ScatteringFields } from './scattering-fields.tsx';
import type { SceneMaterial } from './scene-materials.ts';

/** What surfaces may take off beside the slab's own coefficients [dB]; below zero for rough models that take off too much. */
const LOSS_DB = { min: -10, max: 30 };

/** The values of a material, from those of ITU-R P.2040 at the carrier of the sector in hand. */
export function MaterialForm({ material }: { readonly material: SceneMaterial }) {
  const session = useSession();
  const overrides = useStudio((s) => s.history.project.materials);
  const throughWalls = useStudio((s) => s.history.project.settings.refraction);
  const scattering = useStudio((s) => s.history.project.settings.scattering ?? false);
  const sectors = useStudio((s) => s.history.project.sectors);
  const selection = useStudio((s) => s.selection);
  const models = useStudio((s) => s.models);
  const engine = useStudio((s) => engineOf(s.history.project.settings.engine, session.scene()));
  const paths = useStudio((s) => s.paths);
  // The list is long, and its end may lie below the window.
  const show = useCallback((form: HTMLFieldSetElement | null) => form?.scrollIntoView({ block: 'nearest' }), []);
  const inHand = selectedSectors(selection, sectors)[0] ?? sectors[0];
  if (!inHand) return <div className="row-note">Materials depend on the carrier: place a sector first.</div>;
  const { name } = material;
  const { values, standard, changed, warning } = materialState(name, inHand.frequencyHz, overrides);
  const patch = (key: keyof MaterialValues) => (value: number, gesture: string) =>
    setMaterial(name, { ...values, [key]: value }, `Change ${materialLabel(name)}`, `${gesture}-${name}`);
  const carriers = new Set(sectors.map((s) => s.frequencyHz)).size;
  return (
    <fieldset className="material-form" ref={show}>
      <legend className="visually-hidden">{materialLabel(name)}</legend>
      <LogField
        label="Permittivity"
        unit=""
        value={values.relativePermittivity}
        min={Math.min(1.01, standard.relativePermittivity)}
        max={40}
        factor={1.02}
        onChange={patch('relativePermittivity')}
      />
      <LogField
        label="Conductivity"
        unit="S/m"
        value={values.conductivitySm}
        // Some are better conductors, or worse, than anything one would look for by hand.
        min={Math.min(1e-4, standard.conductivitySm || 1e-4)}
        max={Math.max(10, standard.conductivitySm)}
        factor={1.05}
        onChange={patch('conductivitySm')}
      />
      <NumberField
        label="Loss at a reflection"
        unit="dB"
        value={values.reflectionLossDb}
        {...LOSS_DB}
        step={0.5}
        digits={1}
        onChange={patch('reflectionLossDb')}
      />
      {throughWalls && (
        <NumberField
          label="Loss through a wall"
          unit="dB"
          value={values.transmissionLossDb}
          {...LOSS_DB}
          step={0.5}
          digits={1}
          onChange={patch('transmissionLossDb')}
        />
      )}
      {scattering && heededBy(engine).rays && (
        <ScatteringFields
          values={values}
          scene={session.scene()?.scattering[name] ?? {}}
          onChange={(changed, gesture) =>
            setMaterial(
              name,
              { ...values, ...changed },
              `Change ${materialLabel(name)}`,
              gesture && `${gesture}-${name}`,
            )
          }
        />
      )}
      <div className="row-note">
        {whereWords(material)} ITU-R P.2040 at {formatFrequency(inHand.frequencyHz)}:{' '}
        {formatParameter(standard.relativePermittivity, '1')}, {formatParameter(standard.conductivitySm, 'S/m')}.
        {carriers > 1 && ' Once changed, the same for all carriers.'}{' '}
        {changed && (
          <button
            type="button"
            className="text-button"
            onClick={() => setMaterial(name, null, `Reset ${materialLabel(name)}`)}
          >
            Reset
          </button>
        )}
      </div>
      {warning && <div className="row-note">{warning}</div>}
      {!throughWalls && <div className="row-note">Waves do not go through walls here (see Propagation).</div>}
      <output className="row-note">
        {materialWords(engine, engineLabel(engine, models)) ?? followWords(paths, sectors.length, throughWalls)}
      </output>
    </fieldset>
  );
}

function whereWords({ walls, roofs, ground }: SceneMaterial): string {
  const parts = [
    ...(walls > 0 ? [`walls of ${formatCount(walls)}`] : []),
    ...(roofs > 0 ? [`roofs of ${formatCount(roofs)}`] : []),
    ...(ground ? ['the ground'] : []),
  ].join(', ');
  return parts === '' ? '' : `${parts.charAt(0).toUpperCase()}${parts.slice(1)}.`;
}
