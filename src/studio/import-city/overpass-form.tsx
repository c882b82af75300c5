import { Button, CopyButton, TextInput } from '@mantine/core';
import { overpassQuery } from '../../io/providers/overpass-query.ts';
import { allowedOrigins } from '../../io/providers/policy-watch.ts';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { BoxNumbers } from './box-numbers.tsx';
import { boxProblem } from './box-problem.ts';
import { sceneExtent } from './scene-extent.ts';

/** Offered only where the site's policy allows it. */
const PUBLIC_SERVER = 'https://overpass-api.de';

/** A box of OpenStreetMap by a server that a person names, or by hand. */
export function OverpassForm() {
  const session = useSession();
  const desk = session.cityImport;
  const box = useStudio((s) => s.cityImport.box);
  const endpoint = useStudio((s) => s.cityImport.endpoint);
  const busy = useStudio((s) => s.cityImport.work !== null);
  useStudio((s) => s.scene);
  const extent = sceneExtent(session.scene());
  const problem = box ? boxProblem(box, null) : null;
  const allowed = allowedOrigins();
  const origin = originOf(endpoint);
  const blocked = origin !== null && allowed !== null && !allowed.includes(origin) ? origin : null;
  return (
    <>
      <div className="import-head">
        <h3>Box</h3>
        {extent && (
          <button type="button" className="text-button" disabled={busy} onClick={() => desk.choose({ box: extent })}>
            The extent of this scene
          </button>
        )}
      </div>
      <BoxNumbers box={box} disabled={busy} onChange={(next) => desk.choose({ box: next })} />
      <p className={problem ? 'import-problem' : 'import-note'}>{problem ?? 'Centre and size; 0.1 to 10 km a side.'}</p>
      <TextInput
        size="xs"
        label="Overpass server"
        placeholder="https://host/api/interpreter"
        value={endpoint}
        disabled={busy}
        onChange={(event) => desk.choose({ endpoint: event.currentTarget.value })}
        aria-describedby="overpass-sent"
      />
      <div id="overpass-sent" className="import-sent">
        <p>
          <strong>What leaves this computer:</strong> the box and the query below, to this server alone, when you press
          Ask. As with any request, the server also sees your network address, your browser’s name and the address of
          this site. Nothing of your project is sent, and nothing is sent before.
        </p>
        <ServerWords allowed={allowed} blocked={blocked} disabled={busy} />
      </div>
      {box && !problem && <Query query={overpassQuery(box)} />}
      <div className="import-foot">
        <Button
          size="xs"
          disabled={busy || !box || problem !== null || endpoint.trim() === '' || blocked !== null}
          onClick={() => void desk.ask()}
        >
          {origin ? `Ask ${new URL(origin).host}` : 'Ask'}
        </Button>
      </div>
    </>
  );
}

function Query({ query }: { readonly query: string }) {
  return (
    <details className="import-query">
      <summary>
        The query
        <span className="import-note">to run yourself: copy it, then drop the answer here</span>
      </summary>
      {/* It scrolls: the keyboard must reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls takes the focus */}
      <pre tabIndex={0}>{query}</pre>
      <CopyButton value={query}>
        {({ copied, copy }) => (
          <Button variant="default" size="compact-xs" onClick={copy}>
            {copied ? 'Copied' : 'Copy the query'}
          </Button>
        )}
      </CopyButton>
    </details>
  );
}

interface ServerWordsProps {
  /** Origins that the site's policy allows; null where it has none. */
  readonly allowed: readonly string[] | null;
  /** The origin that was typed, where the policy keeps the page from it. */
  readonly blocked: string | null;
  readonly disabled: boolean;
}

/** Which servers can be asked from here, and what to do where none can. */
function ServerWords({ allowed, blocked, disabled }: ServerWordsProps) {
  const desk = useSession().cityImport;
  const offered = allowed ?? [PUBLIC_SERVER];
  const byHand = 'Copy the query below, run it on a server or program of yours, and drop the answer here.';
  if (allowed?.length === 0 || blocked) {
    return (
      <p role={blocked ? 'alert' : undefined}>
        <strong>{blocked ? `This site may not ask ${blocked}.` : 'This site may ask no map server.'}</strong> Its
        security policy names {allowed?.length ? allowed.join(', ') : 'none'}; whoever hosts the site can allow one.{' '}
        {byHand}
      </p>
    );
  }
  return (
    <p>
      No server is asked until you name one.{' '}
      {offered.map((server) => (
        <button
          key={server}
          type="button"
          className="text-button"
          disabled={disabled}
          onClick={() => desk.choose({ endpoint: `${server}/api/interpreter` })}
        >
          Use {new URL(server).host}
        </button>
      ))}
      {offered.includes(PUBLIC_SERVER) && ' (public, run by volunteers for occasional use)'}, or your own. Without:{' '}
      {byHand}
    </p>
  );
}

function originOf(endpoint: string): string | null {
  return URL.canParse(endpoint.trim()) ? new URL(endpoint.trim()).origin : null;
}
