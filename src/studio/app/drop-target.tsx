import { useEffect, useState } from 'react';
import { useSession } from './session-context.ts';

/** Takes files that are dropped anywhere in the window. */
export function DropTarget() {
  const session = useSession();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Where a field takes the files itself it has prevented what browsers do with them.
      setOver(!event.defaultPrevented);
      event.preventDefault();
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer || !hasFiles(event)) return;
      setOver(false);
      if (event.defaultPrevented) return;
      event.preventDefault();
      void session.openFiles(event.dataTransfer);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [session]);
  if (!over) return null;
  return (
    <div className="drop-veil">
      <div>
        <strong>Drop to open</strong>
        <p className="quiet">
          A project, a city (zip, tar.gz, folder, OBJ, GeoJSON, GeoTIFF), a map (PMTiles, OSM), a list of sites, or
          measurements of any tool, as files or folders
        </p>
      </div>
    </div>
  );
}
