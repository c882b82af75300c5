import { type ComponentType, useEffect, useState } from 'react';

/** Code of the window that comes in a file of its own. */
export interface Later<Props> {
  /** Its name in messages, such as "The map". */
  readonly what: string;
  /** Loads once; after a failure the next call tries again. */
  load(): Promise<void>;
  loaded(): ComponentType<Props> | null;
}

export function later<Props>(what: string, bring: () => Promise<ComponentType<Props>>): Later<Props> {
  let part: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  return {
    what,
    load: () => {
      loading ??= bring().then(
        (loaded) => {
          part = loaded;
        },
        (cause) => {
          loading = null;
          throw cause;
        },
      );
      return loading;
    },
    loaded: () => part,
  };
}

interface DeferredProps<Props> {
  readonly part: Later<Props>;
  readonly with: Props;
}

/**
 * Shows such a part, which is loaded when it is first shown. Where that fails, a line says so in its place and offers another try; the
 * rest of the window goes on.
 */
export function DeferredPart<Props extends object>({ part, with: props }: DeferredProps<Props>) {
  // By the part, not by yes and no: another part may take this one's place.
  const [, setLoaded] = useState(part.loaded() === null ? null : part);
  const [failed, setFailed] = useState<Later<Props> | null>(null);
  useEffect(() => {
    if (failed === part) return;
    let wanted = true;
    part.load().then(
      () => wanted && setLoaded(part),
      () => wanted && setFailed(part),
    );
    return () => {
      wanted = false;
    };
  }, [part, failed]);
  const Part = part.loaded();
  if (Part) return <Part {...props} />;
  if (failed === part) return <MissingPart what={part.what} again={() => setFailed(null)} />;
  return <p className="part-waiting">{part.what} is loading</p>;
}

function MissingPart({ what, again }: { readonly what: string; readonly again: () => void }) {
  return (
    <div className="card missing-part" role="alert">
      <strong>{what} could not be loaded.</strong>
      <p>Check the connection. If the studio was updated meanwhile, reload the page.</p>
      <button type="button" className="text-button" onClick={again}>
        Try again
      </button>
    </div>
  );
}
