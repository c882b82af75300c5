import { Button, Modal, NumberInput, SegmentedControl, Switch } from '@mantine/core';
import { driveCsv } from '../../io/measurements/write-drive.ts';
import type { VirtualDrive } from '../../measurements/virtual-drive.ts';
import { UserError } from '../../units/errors.ts';
import { useSession } from '../app/session-context.ts';
import { studioStore, useStudio } from '../store/studio-store.ts';
import { notify, openDialog } from '../store/view-actions.ts';
import type { VirtualDriveState } from '../store/virtual-drive-state.ts';
import { formatCount } from '../ui/format.ts';
import { saveFile } from '../ui/save-file.ts';
import { makeVirtualDrive } from './make-virtual-drive.ts';
import './virtual-drive.css';

const NUMBERS: readonly {
  readonly part: Exclude<keyof VirtualDriveState, 'way' | 'foliage'>;
  readonly label: string;
  readonly unit: string;
  readonly help: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly only?: VirtualDriveState['way'];
}[] = [
  {
    ...{ part: 'lengthKm', label: 'Length', unit: ' km', min: 0.5, max: 500, step: 5, only: 'streets' },
    help: 'How far is driven: along streets not driven yet, wherever there are any.',
  },
  {
    ...{ part: 'speedKmh', label: 'Speed', unit: ' km/h', min: 1, max: 200, step: 5, only: 'line' },
    help: 'Along the line. Through the streets it is 20 to 50 km/h, faster on wider ones.',
  },
  { part: 'everyM', label: 'A sample every', unit: ' m', help: 'Along the way.', min: 1, max: 500, step: 1 },
  {
    ...{ part: 'shadowingDb', label: 'Shadowing', unit: ' dB', min: 0, max: 20, step: 1 },
    help: 'Standard deviation of what no model knows, alike within 50 m; half of it is common to all sites.',
  },
  {
    ...{ part: 'noiseDb', label: 'Noise', unit: ' dB', min: 0, max: 10, step: 0.5 },
    help: 'Fading that a reading does not average out, and the receiver’s own error.',
  },
  {
    ...{ part: 'positionErrorM', label: 'Position error, at most', unit: ' m', min: 0, max: 100, step: 1 },
    help: 'The position wanders slowly, as that of a phone does.',
  },
  {
    ...{ part: 'seed', label: 'Seed', unit: '', min: 0, max: 1e6, step: 1 },
    help: 'The same seed makes the same drive.',
  },
];

/** Asks what a virtual drive test should be, and makes it: as a file, or as the project's measurements. */
export function VirtualDriveDialog() {
  const open = useStudio((s) => s.dialog === 'virtual-drive');
  return (
    <Modal
      opened={open}
      onClose={() => openDialog(null)}
      title="Virtual drive test"
      size={520}
      overlayProps={{ backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close the virtual drive test' }}
    >
      <Form />
    </Modal>
  );
}

function Form() {
  const session = useSession();
  const asked = useStudio((s) => s.virtualDrive);
  const hasLine = useStudio((s) => s.profile.points.length > 1);
  const refined = useStudio((s) => s.map?.refined ?? false);
  const way = hasLine ? asked.way : 'streets';
  const change = (patch: Partial<VirtualDriveState>) => studioStore.setState({ virtualDrive: { ...asked, ...patch } });
  const make = (then: (drive: VirtualDrive, name: string) => void) => {
    const scene = session.scene();
    const map = session.registry.networkMap;
    if (!scene || !map) return;
    const { history, profile } = studioStore.getState();
    const { sectors, settings } = history.project;
    const { receiverHeightM } = settings;
    const input = { scene, sectors, map, receiverHeightM, line: profile.points, startMs: Date.now() };
    try {
      const drive = makeVirtualDrive(input, { ...asked, way });
      openDialog(null);
      then(drive, `virtual-drive-${asked.seed}.csv`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      notify({ tone: 'bad', title: 'Virtual drive test', message: error.message, details: [] });
    }
  };
  const bytes = (drive: VirtualDrive) => new TextEncoder().encode(driveCsv(drive));
  return (
    <form
      className="virtual-drive"
      onSubmit={(event) => {
        event.preventDefault();
        make((drive, name) => void session.openFiles([new File([bytes(drive)], name, { type: 'text/csv' })]));
      }}
    >
      <p className="quiet">
        Drives through the map on the screen and logs what a phone would. Held against that map, its error tells only
        what is put in here.
      </p>
      <SegmentedControl
        size="xs"
        aria-label="Where it is driven"
        transitionDuration={0}
        value={way}
        onChange={(value) => change({ way: value as VirtualDriveState['way'] })}
        data={[
          { value: 'streets', label: 'Through the streets' },
          { value: 'line', label: 'Along the drawn line', disabled: !hasLine },
        ]}
      />
      {!hasLine && <p className="quiet small">Draw a profile (Shift+X) to drive along its line.</p>}
      <div className="virtual-drive-numbers">
        {NUMBERS.filter(({ only }) => !only || only === way).map(({ part, label, unit, help, min, max, step }) => (
          <NumberInput
            key={part}
            size="xs"
            label={label}
            description={help}
            inputWrapperOrder={['label', 'input', 'description']}
            value={asked[part]}
            {...{ min, max, step }}
            {...(unit === '' ? {} : { suffix: unit })}
            clampBehavior="blur"
            onChange={(value) => {
              if (typeof value === 'number' && value >= min && value <= max) change({ [part]: value });
            }}
          />
        ))}
        <Switch
          size="xs"
          label="Trees dampen"
          description="By the land use of the scene, where it has some."
          checked={asked.foliage}
          onChange={(event) => change({ foliage: event.currentTarget.checked })}
        />
      </div>
      {!refined && <p className="quiet small">The map is not finished: the drive takes it as it is.</p>}
      <div className="virtual-drive-end">
        <Button
          variant="default"
          size="xs"
          onClick={() =>
            make((drive, name) => {
              saveFile(name, bytes(drive));
              const { count } = drive.measurements;
              const lost = drive.lost > 0 ? ` ${formatCount(drive.lost)} samples heard nothing.` : '';
              notify({ tone: 'note', title: name, message: `${formatCount(count)} rows.${lost}`, details: [] });
            })
          }
        >
          Save as CSV
        </Button>
        <Button type="submit" size="xs">
          Use as measurements
        </Button>
      </div>
    </form>
  );
}
