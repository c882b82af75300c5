import { Button } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { pickFiles } from '../ui/pick-files.ts';

/** A map that is already on this computer. */
export function FileForm() {
  const session = useSession();
  const busy = useStudio((s) => s.cityImport.work !== null);
  const choose = async () => {
    const [file] = await pickFiles();
    if (file) await session.cityImport.openFile(file);
  };
  return (
    <>
      <p>
        Choose a map, or drop it anywhere in this window. It is read in parts and stays on this computer, however large
        it is; then you draw the box that becomes the scene.
      </p>
      <dl className="import-facts">
        <div>
          <dt>PMTiles</dt>
          <dd>Vector tiles with buildings: Protomaps basemap, OpenMapTiles and the like, zoom level 13 or more</dd>
        </div>
        <div>
          <dt>OSM XML</dt>
          <dd>.osm or .osm.gz, up to 30 million nodes (convert .pbf with “osmium cat”)</dd>
        </div>
        <div>
          <dt>OSM JSON</dt>
          <dd>An answer of Overpass, up to 256 MiB</dd>
        </div>
      </dl>
      <div className="import-foot">
        <Button
          size="xs"
          leftSection={<IconFileSearch size={15} aria-hidden />}
          disabled={busy}
          onClick={() => void choose()}
          data-autofocus
        >
          Choose a map
        </Button>
      </div>
    </>
  );
}
