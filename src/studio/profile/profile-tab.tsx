import { NumberInput } from '@mantine/core';
import { clearProfile, drawProfile, setProfileHeights } from '../store/profile-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatFrequency, formatNumber } from '../ui/format.ts';
import { ProfileChart } from './profile-chart.tsx';
import { BESIDE_M } from './profile-data.ts';
import { profileRows, verdictWords } from './profile-words.ts';
import { SectionLine } from './section-line.tsx';
import { type ShownProfile, useProfile } from './use-profile.ts';

/** The vertical cut along a line: its chart, and beside it what it says in words and numbers. */
export function ProfileTab() {
  const drawing = useStudio((s) => s.profile.drawing);
  const shown = useProfile();
  if (!shown)
    return (
      <p className="calm">
        {drawing ? (
          'Click the points of the line on the map. Enter or a double click ends it.'
        ) : (
          <>
            No line yet.{' '}
            <button type="button" className="text-button" onClick={drawProfile}>
              Draw one
            </button>{' '}
            on the map (Shift+X), or explain a cell and ask for the profile to it.
          </>
        )}
      </p>
    );
  return (
    <div className="profile">
      <ProfileChart shown={shown} />
      <ProfileFacts shown={shown} />
    </div>
  );
}

function ProfileFacts({ shown }: { readonly shown: ShownProfile }) {
  const { data, sector } = shown;
  return (
    <div className="profile-facts">
      <div className="statistic-head">
        <h3>
          {sector ? `From ${sector.id}` : 'Line'}, {formatNumber(data.line.lengthM, 0)} m
        </h3>
        <span className="profile-buttons">
          <CopyButton what="the profile" rows={() => profileRows(shown)} />
          <button type="button" className="text-button copy-button" onClick={drawProfile}>
            New line
          </button>
          <button type="button" className="text-button copy-button" onClick={clearProfile}>
            Remove
          </button>
        </span>
      </div>
      {data.link && (
        <>
          <p className="profile-verdict">{verdictWords(data.link)}</p>
          <Heights shown={shown} />
          <SectionLine />
        </>
      )}
      <p className="card-foot">
        {sector ? `Level of ${sector.id}` : 'Level of the best server'}
        {data.measured.length > 0 ? `; points: measured within ${BESIDE_M} m of the line` : ''}
        {data.link ? `; zone at ${formatFrequency(shown.frequencyHz)}, 60 % of it dashed` : ''}.
      </p>
      <Roofs shown={shown} />
    </div>
  );
}

function Heights({ shown }: { readonly shown: ShownProfile }) {
  return (
    <div className="profile-heights">
      <HeightInput
        label="Start"
        value={shown.startHeightM}
        onChange={(startHeightM) => setProfileHeights({ startHeightM })}
      />
      <HeightInput label="End" value={shown.endHeightM} onChange={(endHeightM) => setProfileHeights({ endHeightM })} />
    </div>
  );
}

interface HeightInputProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (heightM: number) => void;
}

function HeightInput({ label, value, onChange }: HeightInputProps) {
  return (
    <div className="profile-height">
      <span className="quiet" aria-hidden>
        {label}
      </span>
      <NumberInput
        size="xs"
        w={86}
        aria-label={`${label} above the ground [m]`}
        value={value}
        min={0}
        max={500}
        step={1}
        decimalScale={1}
        suffix=" m"
        clampBehavior="blur"
        onChange={(v) => {
          if (typeof v === 'number' && v >= 0 && v <= 500 && v !== value) onChange(v);
        }}
      />
    </div>
  );
}

/** Every roof under the line; of a straight one with how it stands to the direct line. */
function Roofs({ shown: { data } }: { readonly shown: ShownProfile }) {
  const { cuts } = data.line;
  if (cuts.length === 0) return null;
  return (
    <table className="wide-table">
      <thead>
        <tr>
          <th scope="col" className="words">
            Building
          </th>
          <th scope="col">From … to</th>
          <th scope="col">Roof</th>
          {data.link && (
            <>
              <th scope="col">Below the line</th>
              <th scope="col">First zone</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {cuts.map((cut) => {
          const roof = data.link?.roofs.find((r) => r.cut === cut);
          return (
            <tr key={`${cut.id} ${cut.fromM}`}>
              <th scope="row" className="words">
                {cut.id}
              </th>
              <td>
                {formatNumber(cut.fromM, 0)} … {formatNumber(cut.toM, 0)} m
              </td>
              <td>{formatNumber(cut.roofM, 1)} m</td>
              {data.link && (
                <>
                  <td>{roof ? `${formatNumber(roof.clearanceM, 1)} m` : '–'}</td>
                  <td>{roof ? `${formatNumber(100 * roof.zones, 0)} %` : '–'}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
