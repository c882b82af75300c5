import { ActionIcon, NativeSelect, Select, Switch } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconX } from '@tabler/icons-react';
import { useSession } from '../app/session-context.ts';
import { css, seriesColour } from '../map/colour-scales.ts';
import { useStudio } from '../store/studio-store.ts';
import { patchWalk, showWalk } from '../store/walk-actions.ts';
import { WALK_SPEEDS, type WalkState } from '../store/walk-state.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import { DECIDER_WORDS } from './decider-words.ts';
import { MEAN_SLOTS, type WalkFigures, type WalkRecord } from './walk-record.ts';
import './walk.css';

/** The users on the map: played, scrubbed, and what comes of who serves them. */
export function WalkCard() {
  const session = useSession();
  const walk = useStudio((s) => s.walk);
  const player = session.planning.walk;
  const record = player?.record;
  const figures = player?.figures();
  if (!record || !figures) return null;
  return (
    <section className="card walk-card" aria-label="Users on the map">
      <Transport walk={walk} figures={figures} />
      <div className="walk-line">
        <RunChoice walk={walk} record={record} />
        <dl className="walk-figures">
          <div title={`Sum over all users; mean of the last ${MEAN_SLOTS} slots in brackets`}>
            <dt>Throughput</dt>
            <dd>
              {formatNumber(figures.throughputMbps, 0)} <span>({formatNumber(figures.meanThroughputMbps, 0)})</span>{' '}
              Mbit/s
            </dd>
          </div>
          <div title={`In this slot; mean of the last ${MEAN_SLOTS} slots in brackets`}>
            <dt>Handovers</dt>
            <dd>
              {formatNumber(figures.handovers, figures.handovers % 1 === 0 ? 0 : 1)}{' '}
              <span>({formatNumber(figures.meanHandovers, 1)})</span> a slot
            </dd>
          </div>
        </dl>
      </div>
      <Keys walk={walk} record={record} />
    </section>
  );
}

function Transport({ walk, figures }: { readonly walk: WalkState; readonly figures: WalkFigures }) {
  const { playing, at, frames, recorded, speed } = walk;
  const words = `Slot ${formatCount(figures.slot)} of ${formatCount(figures.slots)}`;
  return (
    <div className="walk-line">
      <ActionIcon
        variant="default"
        size={26}
        aria-label={playing ? 'Pause the walk' : 'Play the walk'}
        onClick={() => patchWalk({ playing: !playing })}
      >
        {playing ? <IconPlayerPauseFilled size={13} aria-hidden /> : <IconPlayerPlayFilled size={13} aria-hidden />}
      </ActionIcon>
      <input
        className="walk-slots"
        type="range"
        aria-label="Slot"
        aria-valuetext={words}
        min={0}
        max={Math.max(1, frames - 1)}
        step={1}
        value={Math.floor(at)}
        style={{ '--recorded': recorded / Math.max(1, frames) } as React.CSSProperties}
        onChange={(event) =>
          patchWalk({ at: Math.min(recorded - 1, Number(event.currentTarget.value)), playing: false })
        }
      />
      <span className="walk-slot">
        {formatCount(figures.slot)} / {formatCount(figures.slots)}
      </span>
      <Select
        size="xs"
        w={84}
        aria-label="Speed of the walk"
        allowDeselect={false}
        data={WALK_SPEEDS.map((value) => ({ value: String(value), label: `${value} ×` }))}
        value={String(speed)}
        onChange={(value) => value && patchWalk({ speed: Number(value) })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label="Take the users off the map"
        onClick={() => showWalk(false)}
      >
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function RunChoice({ walk: { run }, record }: { readonly walk: WalkState; readonly record: WalkRecord }) {
  const { runs } = record.start;
  const maps = new Set(runs.map(({ map }) => map)).size;
  return (
    <NativeSelect
      size="xs"
      className="walk-run"
      aria-label="Who decides"
      value={String(run)}
      data={runs.map(({ map, decider }, value) => ({
        value: String(value),
        label: maps > 1 ? `${DECIDER_WORDS[decider]} · ${map}` : DECIDER_WORDS[decider],
      }))}
      onChange={(event) => patchWalk({ run: Number(event.currentTarget.value) })}
    />
  );
}

/** What the colours of the users are. */
function Keys({ walk: { colourBy, lines }, record }: { readonly walk: WalkState; readonly record: WalkRecord }) {
  const theme = useStudio((s) => s.themeNow);
  const { profiles, seed } = record.start;
  return (
    <div className="walk-line walk-keys">
      <NativeSelect
        size="xs"
        aria-label="Colour of the users"
        value={colourBy}
        data={[
          { value: 'server', label: 'By serving sector' },
          { value: 'profile', label: 'By profile' },
        ]}
        onChange={(event) => patchWalk({ colourBy: event.currentTarget.value as WalkState['colourBy'] })}
      />
      <Switch
        size="xs"
        label="Lines"
        checked={lines}
        onChange={(event) => patchWalk({ lines: event.currentTarget.checked })}
      />
      <span className="walk-legend">
        {colourBy === 'profile' ? (
          profiles.map((name, i) => (
            <span key={name}>
              <span className="key" style={{ background: css(seriesColour(i, theme)) }} /> {name}
            </span>
          ))
        ) : (
          <span title={`Draw of seed ${seed}. The colours are those of the layer of best servers.`}>
            ring: just handed over
          </span>
        )}
      </span>
    </div>
  );
}
