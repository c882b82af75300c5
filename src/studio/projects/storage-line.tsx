import { useEffect, useState } from 'react';
import { askToSpare, isSpared } from '../../io/storage/persistence.ts';

/** Whether the browser may clear the projects away, and the way to ask it not to. */
export function StorageLine() {
  const [spared, setSpared] = useState<boolean | null>(null);
  const [asked, setAsked] = useState(false);
  useEffect(() => void isSpared().then(setSpared), []);
  const ask = async () => {
    setSpared(await askToSpare());
    setAsked(true);
  };
  if (spared === true) return <p className="projects-foot">Kept in this browser until you delete them.</p>;
  return (
    <p className="projects-foot">
      Kept in this browser, which may clear them when the disk runs short. Save what matters as a file.{' '}
      {spared === false && !asked && (
        <button type="button" className="text-button" onClick={() => void ask()}>
          Ask it not to
        </button>
      )}
      {asked && <span role="status">It did not agree.</span>}
    </p>
  );
}
