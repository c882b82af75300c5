import { Button, TextInput } from '@mantine/core';
import { MOST_BUILDINGS } from '../../io/map-source/map-source.ts';
import type { LonLatBox } from '../../raster/lonlat-box.ts';
import type { MapFacts } from '../../worker/map-protocol.ts';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatCount } from '../ui/format.ts';
import { BoxNumbers } from './box-numbers.tsx';
import { BoxPicker } from './box-picker.tsx';
import { boxProblem, boxTiles } from './box-problem.ts';
import { HeightsForm } from './heights-form.tsx';
import { ImportProgress } from './import-progress.tsx';

/** The plan with the box, what it holds, and the heights that are assumed. */
export function BoxStep({ theme }: { readonly theme: ThemeName }) {
  const session = useSession();
  const desk = session.cityImport;
  const map = useStudio((s) => s.cityImport.map);
  const box = useStudio((s) => s.cityImport.box);
  const name = useStudio((s) => s.cityImport.name);
  const busy = useStudio((s) => s.cityImport.work !== null);
  if (!map || !box) return null;
  const problem = boxProblem(box, map.facts);
  return (
    <div className="box-step">
      <BoxPicker key={map.id} map={map} box={box} theme={theme} problem={problem !== null} disabled={busy} />
      <div className="box-side">
        <MapWords facts={map.facts} />
        <BoxNumbers box={box} disabled={busy} onChange={(next) => desk.choose({ box: next })} />
        <BoxWords box={box} facts={map.facts} problem={problem} />
        <TextInput
          size="xs"
          label="Name of the scene"
          placeholder="of the map and the place"
          value={name}
          disabled={busy}
          onChange={(event) => desk.choose({ name: event.currentTarget.value })}
        />
        <HeightsForm />
      </div>
      <div className="box-foot">
        <ImportProgress />
        <Button variant="default" size="xs" disabled={busy} onClick={() => desk.leaveMap()}>
          Another map
        </Button>
        <Button size="xs" disabled={busy || problem !== null} onClick={() => void desk.build()} data-autofocus>
          Build the scene
        </Button>
      </div>
    </div>
  );
}

function MapWords({ facts }: { readonly facts: MapFacts }) {
  return (
    <div className="import-map">
      <strong className="clipped">{facts.name}</strong>
      <span className="import-note">
        {facts.buildings === null ? `tiles of zoom level ${facts.zoom}` : `${formatCount(facts.buildings)} buildings`}
        {facts.attribution && ` · ${facts.attribution}`}
      </span>
      {facts.remarks.map((remark) => (
        <span className="import-note" key={remark}>
          {remark}
        </span>
      ))}
    </div>
  );
}

interface BoxWordsProps {
  readonly box: LonLatBox;
  readonly facts: MapFacts;
  readonly problem: string | null;
}

function BoxWords({ box, facts, problem }: BoxWordsProps) {
  if (problem) return <p className="import-problem">{problem}</p>;
  const tiles = boxTiles(box, facts);
  const limits = `Up to 10 km a side and ${formatCount(MOST_BUILDINGS)} buildings`;
  return <p className="import-note">{tiles === null ? limits : `${limits}; ${tiles} of ${facts.mostTiles} tiles`}.</p>;
}
