import { NativeSelect, Switch } from '@mantine/core';
import { patchSettings } from '../commands/project-commands.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatCount } from '../ui/format.ts';
import { NumberField } from '../ui/number-field.tsx';
import { EngineLine } from './engine-line.tsx';

const AZIMUTHS = [1024, 2048, 4096, 8192, 16384];

/** What every sector is solved with. */
export function SettingsSection() {
  const settings = useStudio((s) => s.history.project.settings);
  const azimuths = [...new Set([...AZIMUTHS, settings.azimuths])].sort((a, b) => a - b);
  return (
    <section className="section">
      <details>
        <summary className="card-head">
          <h2>Propagation</h2>
          <span className="aside">
            depth {settings.maxDepth} · {settings.receiverHeightM} m
          </span>
        </summary>
        <NumberField
          label="Depth"
          unit="hops"
          value={settings.maxDepth}
          min={0}
          max={7}
          step={1}
          digits={0}
          onChange={(maxDepth, gesture) => patchSettings({ maxDepth }, 'Change depth', gesture)}
        />
        <NumberField
          label="Receiver"
          unit="m"
          value={settings.receiverHeightM}
          min={0.5}
          max={30}
          step={0.5}
          digits={1}
          onChange={(receiverHeightM, gesture) => patchSettings({ receiverHeightM }, 'Change receiver height', gesture)}
        />
        {(['reflection', 'refraction', 'diffraction'] as const).map((mechanism) => (
          <div className="row" key={mechanism}>
            <Switch
              size="xs"
              label={mechanism === 'refraction' ? 'through walls' : mechanism}
              checked={settings[mechanism]}
              onChange={(event) => patchSettings({ [mechanism]: event.currentTarget.checked }, `Switch ${mechanism}`)}
            />
          </div>
        ))}
        <div className="row">
          <label htmlFor="azimuths" className="quiet">
            Azimuths
          </label>
          <NativeSelect
            id="azimuths"
            size="xs"
            style={{ marginLeft: 'auto' }}
            value={String(settings.azimuths)}
            data={azimuths.map((n) => ({ value: String(n), label: formatCount(n) }))}
            onChange={(event) => patchSettings({ azimuths: Number(event.currentTarget.value) }, 'Change azimuths')}
          />
        </div>
      </details>
      <EngineLine />
    </section>
  );
}
