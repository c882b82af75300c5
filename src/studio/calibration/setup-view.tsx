import { Button, NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { CALIBRATION_METHODS, type CalibrationMethod } from '../../calibration/report.ts';
import { useSession } from '../app/session-context.ts';
import { patchCalibration, patchOptions } from '../store/calibration-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { Term } from '../ui/term.tsx';
import { chosenSectors, measuredOnly } from './calibration-job.ts';
import { fitsAntenna, METHOD_WORDS, TERMS } from './method-words.ts';
import { ModelChoice } from './model-choice.tsx';
import { PriorTable } from './prior-table-view.tsx';
import { SectorChoice } from './sector-choice.tsx';
import { SplitChoice } from './split-choice.tsx';

/** What to fit to which cells, and which cells judge it. */
export function SetupView() {
  const measured = useStudio((s) => s.measurements);
  if (!measured) return <NoMeasurements />;
  return (
    <>
      <div className="panel-body">
        <Problem />
        <MethodChoice />
        <SectorChoice />
        <SplitChoice />
        <OptionSwitches />
        <PriorTable />
      </div>
      <RunButton />
    </>
  );
}

function NoMeasurements() {
  return (
    <div className="panel-body">
      <p className="calm">
        Nothing to calibrate against: the project has no measurements. Drop a CSV of a drive test onto the window; it
        needs columns <code>lat</code>, <code>lon</code> (or <code>x</code>, <code>y</code> in metres),{' '}
        <code>rsrp</code> in dBm, and <code>cell</code> with the names of your sectors.
      </p>
    </div>
  );
}

function Problem() {
  const problem = useStudio((s) => s.calibration.problem);
  if (problem === null) return null;
  return (
    <div className="warning" role="alert">
      <strong>The last calibration came to nothing.</strong> {problem}
      <button type="button" className="text-button" onClick={() => patchCalibration({ problem: null })}>
        Dismiss
      </button>
    </div>
  );
}

function MethodChoice() {
  const options = useStudio((s) => s.calibration.setup.options);
  const words = METHOD_WORDS[options.method];
  return (
    <section className="section">
      <div className="pair-field">
        <label htmlFor="calibration-method">Method</label>
        <NativeSelect
          id="calibration-method"
          size="xs"
          value={options.method}
          data={CALIBRATION_METHODS.map((value) => ({ value, label: METHOD_WORDS[value].name }))}
          onChange={(event) =>
            patchOptions({ method: event.currentTarget.value as CalibrationMethod, optimiser: null })
          }
        />
      </div>
      <p className="explanation">{words.explanation}</p>
      {options.method === 'dl' && <ModelChoice />}
      {fitsAntenna(options.method) && (
        <div className="switches">
          <span className="quiet">also fit</span>
          <Option name="tilt" label="tilt" help={TERMS.tilt} />
          <Option name="caps" label="pattern caps" help={TERMS.caps} />
          <Option name="walls" label="wall losses" help={TERMS.walls} />
        </div>
      )}
      {fitsAntenna(options.method) && options.method !== 'AMv' && <OptimiserChoice />}
    </section>
  );
}

const OPTIMISERS = [
  { value: '', label: 'the method’s own' },
  { value: 'levenberg-marquardt', label: 'Levenberg–Marquardt' },
  { value: 'lbfgs', label: 'L-BFGS' },
  { value: 'adam', label: 'Adam, as the paper does' },
] as const;

function OptimiserChoice() {
  const optimiser = useStudio((s) => s.calibration.setup.options.optimiser);
  return (
    <div className="pair-field">
      <Term help={TERMS.optimiser}>Optimiser</Term>
      <NativeSelect
        size="xs"
        aria-label="Optimiser"
        value={optimiser ?? ''}
        data={[...OPTIMISERS]}
        onChange={(event) => patchOptions({ optimiser: (event.currentTarget.value || null) as typeof optimiser })}
      />
    </div>
  );
}

type Flag = 'tilt' | 'caps' | 'walls' | 'truncation' | 'residualField' | 'shareMaterials' | 'deviceOffsets';

function Option({ name, label, help }: { readonly name: Flag; readonly label: string; readonly help: string }) {
  const checked = useStudio((s) => s.calibration.setup.options[name]);
  return (
    <span className="switch">
      <Switch
        size="xs"
        aria-label={label}
        checked={checked}
        onChange={(event) => patchOptions({ [name]: event.currentTarget.checked })}
      />
      <Term help={help}>{label}</Term>
    </span>
  );
}

function OptionSwitches() {
  const indoor = useStudio((s) => s.calibration.setup.options.indoor);
  const mayShare = useStudio((s) => {
    const { method, walls } = s.calibration.setup.options;
    return (method === 'AM' || (method === 'A' && walls)) && measuredOnly(chosenSectors(s), s).length > 1;
  });
  return (
    <section className="section">
      <div className="switch-rows">
        <Option name="truncation" label="allow for the serving cell" help={TERMS.truncation} />
        <Option name="residualField" label="residual field on top" help={TERMS.field} />
        <Option name="deviceOffsets" label="level phones against each other" help={TERMS.devices} />
        {mayShare && <Option name="shareMaterials" label="one set of materials for all sectors" help={TERMS.shared} />}
      </div>
      <div className="pair-field">
        <Term help={TERMS.indoor}>Indoor cells</Term>
        <SegmentedControl
          size="xs"
          aria-label="Indoor cells"
          transitionDuration={0}
          value={indoor}
          data={[
            { value: 'mask', label: 'left out' },
            { value: 'keep', label: 'kept' },
          ]}
          onChange={(value) => patchOptions({ indoor: value as 'mask' | 'keep' })}
        />
      </div>
    </section>
  );
}

function RunButton() {
  const session = useSession();
  const chosen = useStudio((s) => chosenSectors(s).length);
  const usable = useStudio((s) => measuredOnly(chosenSectors(s), s).length);
  const method = useStudio((s) => s.calibration.setup.options.method);
  const of = usable === 0 ? '' : usable === 1 ? ' on 1 sector' : ` on ${usable} sectors`;
  return (
    <div className="panel-foot">
      <span className="quiet small">
        {usable === 0 && (chosen === 0 ? 'Choose a sector' : 'No chosen sector is measured')}
      </span>
      <Button size="compact-sm" disabled={usable === 0} onClick={() => void session.calibration.run()}>
        Run {METHOD_WORDS[method].short}
        {of}
      </Button>
    </div>
  );
}
