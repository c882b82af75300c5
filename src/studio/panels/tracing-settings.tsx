import { NativeSelect, Switch } from '@mantine/core';
import { DEFAULT_SETTINGS } from '../../propagation/solve-request.ts';
import type { EngineName } from '../../worker/engine-protocol.ts';
import { SOLVE_LIMITS } from '../commands/hand-limits.ts';
import { patchSettings } from '../commands/project-commands.ts';
import { type HeededSettings, heededBy } from '../engines/engine-choice.ts';
import { TARGET_ERRORS_DB } from '../results/standard-error.ts';
import type { MapSettings } from '../store/project-document.ts';
import { formatCount } from '../ui/format.ts';
import { NumberField } from '../ui/number-field.tsx';

const AZIMUTHS = [1024, 2048, 4096, 8192, 16384];
const RAYS = [100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000, 100_000_000];

interface TracingSettingsProps {
  readonly settings: MapSettings;
  readonly engine: EngineName;
  readonly name: string;
}

/** Settings of engines that trace; where the engine does not, they stand still and say so. */
export function TracingSettings({ settings, engine, name }: TracingSettingsProps) {
  const heeded = heededBy(engine);
  const why = (heeds: boolean) => (heeds ? undefined : `Does not apply: ${name} takes none.`);
  return (
    <>
      {!heeded.mechanisms && (
        <p className="row-note">{name} traces nothing: depth, mechanisms, azimuths and materials do not apply.</p>
      )}
      <div title={why(heeded.mechanisms)}>
        <NumberField
          label="Depth"
          unit="hops"
          value={settings.maxDepth}
          {...SOLVE_LIMITS.maxDepth}
          step={1}
          digits={0}
          disabled={!heeded.mechanisms}
          onChange={(maxDepth, gesture) => patchSettings({ maxDepth }, 'Change depth', gesture)}
        />
        {(['reflection', 'refraction', 'diffraction'] as const).map((mechanism) => (
          <div className="row" key={mechanism}>
            <Switch
              size="xs"
              label={mechanism === 'refraction' ? 'through walls' : mechanism}
              checked={settings[mechanism]}
              disabled={!heeded.mechanisms}
              onChange={(event) => patchSettings({ [mechanism]: event.currentTarget.checked }, `Switch ${mechanism}`)}
            />
          </div>
        ))}
      </div>
      <div className="row" title={why(heeded.azimuths)}>
        <label htmlFor="azimuths" className="quiet">
          Azimuths
        </label>
        <NativeSelect
          id="azimuths"
          size="xs"
          style={{ marginLeft: 'auto' }}
          value={String(settings.azimuths)}
          disabled={!heeded.azimuths}
          data={choices(AZIMUTHS, settings.azimuths)}
          onChange={(event) => patchSettings({ azimuths: Number(event.currentTarget.value) }, 'Change azimuths')}
        />
      </div>
      {heeded.rays && <RaySettings settings={settings} heeded={heeded} />}
    </>
  );
}

/** What engines that launch rays heed beside. */
function RaySettings({ settings, heeded }: { readonly settings: MapSettings; readonly heeded: HeededSettings }) {
  const rays = settings.rays ?? DEFAULT_SETTINGS.rays;
  return (
    <>
      <div
        className="row"
        title="More rays make each cell surer; layer Expected error tells how sure. Four times the rays, half the error or less."
      >
        <label htmlFor="rays" className="quiet">
          Rays
        </label>
        <NativeSelect
          id="rays"
          size="xs"
          style={{ marginLeft: 'auto' }}
          value={String(rays)}
          data={choices(RAYS, rays)}
          onChange={(event) => patchSettings({ rays: Number(event.currentTarget.value) }, 'Change rays')}
        />
      </div>
      {heeded.targetError && (
        <div
          className="row"
          title="The launch goes on beyond its rays until the median standard error of every sector’s map is so small, or a billion rays are traced. Pause and Cancel stand in the bar."
        >
          <label htmlFor="target-error" className="quiet">
            Standard error
          </label>
          <NativeSelect
            id="target-error"
            size="xs"
            style={{ marginLeft: 'auto' }}
            value={String(settings.targetErrorDb ?? 0)}
            data={[
              { value: '0', label: 'as the rays give' },
              ...[...new Set([...TARGET_ERRORS_DB, settings.targetErrorDb || TARGET_ERRORS_DB[0]])]
                .sort((a, b) => b - a)
                .map((db) => ({ value: String(db), label: `at most ${db} dB` })),
            ]}
            onChange={(event) =>
              patchSettings({ targetErrorDb: Number(event.currentTarget.value) }, 'Change the standard error')
            }
          />
        </div>
      )}
      <div className="row" title="Rough surfaces throw 9 % of the reflected power in all directions (S = 0.3).">
        <Switch
          size="xs"
          label="scattering"
          checked={settings.scattering ?? false}
          onChange={(event) => patchSettings({ scattering: event.currentTarget.checked }, 'Switch scattering')}
        />
      </div>
    </>
  );
}

function choices(offered: readonly number[], present: number): { value: string; label: string }[] {
  const numbers = [...new Set([...offered, present])].sort((a, b) => a - b);
  return numbers.map((n) => ({ value: String(n), label: formatCount(n) }));
}
