import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { LAMBERTIAN, MOST_ALPHA, type ScatteringLobe } from '../../radio/scattering.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { SCATTERING } from '../app/engine-request.ts';
import { NumberField } from '../ui/number-field.tsx';
import { Term } from '../ui/term.tsx';
import type { MaterialValues } from './material-values.ts';
import { lobeOfKind, SCATTERING_HELP } from './scattering-lobes.ts';

type ScatteringValues = Pick<MaterialValues, 'scatteringCoefficient' | 'scatteringLobe' | 'crossPolarisation'>;

interface ScatteringFieldsProps {
  readonly values: ScatteringValues;
  /** What the scene's file says of the material. */
  readonly scene: SceneView['scattering'][string];
  readonly onChange: (changed: ScatteringValues, gesture: string | null) => void;
}

const SHARE = { unit: '', min: 0, max: 1, step: 0.05, digits: 2 } as const;
const EXPONENT = { unit: '', min: 1, max: MOST_ALPHA, step: 1, digits: 0 } as const;

/** How the surfaces of a material scatter: how much, where to, and into which polarisation. */
export function ScatteringFields({ values, scene, onChange }: ScatteringFieldsProps) {
  const id = useId();
  const lobe = values.scatteringLobe ?? LAMBERTIAN;
  const change = (scatteringLobe: ScatteringLobe, gesture: string | null = null) =>
    onChange({ scatteringLobe }, gesture);
  return (
    <>
      <NumberField
        {...SHARE}
        label="Scattered share S"
        help={SCATTERING_HELP.coefficient}
        value={values.scatteringCoefficient ?? scene.coefficient ?? SCATTERING.coefficient}
        onChange={(scatteringCoefficient, gesture) => onChange({ scatteringCoefficient }, gesture)}
      />
      <div className="field">
        <label className="field-label" htmlFor={id}>
          <Term help={SCATTERING_HELP[lobe.kind]}>Scatters</Term>
        </label>
        <NativeSelect
          id={id}
          className="wide"
          size="xs"
          aria-label="Scattering lobe"
          value={lobe.kind}
          data={[
            { value: 'lambertian', label: 'Lambertian' },
            { value: 'directive', label: 'directive' },
            { value: 'backscattering', label: 'backscattering' },
          ]}
          onChange={(event) => change(lobeOfKind(event.currentTarget.value, lobe))}
        />
      </div>
      {lobe.kind !== 'lambertian' && (
        <NumberField
          {...EXPONENT}
          label="Exponent α_R"
          help={SCATTERING_HELP.alphaR}
          value={lobe.alphaR}
          onChange={(alphaR, gesture) => change({ ...lobe, alphaR }, gesture)}
        />
      )}
      {lobe.kind === 'backscattering' && (
        <>
          <NumberField
            {...EXPONENT}
            label="Exponent α_I"
            help={SCATTERING_HELP.alphaI}
            value={lobe.alphaI}
            onChange={(alphaI, gesture) => change({ ...lobe, alphaI }, gesture)}
          />
          <NumberField
            {...SHARE}
            label="Forward weight Λ"
            help={SCATTERING_HELP.lambda}
            value={lobe.lambda}
            onChange={(lambda, gesture) => change({ ...lobe, lambda }, gesture)}
          />
        </>
      )}
      <NumberField
        {...SHARE}
        label="Cross-polar K_x"
        help={SCATTERING_HELP.crossPolarisation}
        value={values.crossPolarisation ?? scene.crossPolarisation ?? 0}
        onChange={(crossPolarisation, gesture) => onChange({ crossPolarisation }, gesture)}
      />
    </>
  );
}
