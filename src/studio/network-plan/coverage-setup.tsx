import { Checkbox } from '@mantine/core';
import { usePlanSources } from '../planning/use-plan-sources.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import { KeptFile } from './kept-file.tsx';
import { PopulationFile, TargetNumbers } from './objective-fields.tsx';
import { GEOTIFF } from './setup-file.tsx';

/** The raster of classes, and the way back to the scene's land use. */
function ClassesFile() {
  return (
    <KeptFile
      use="classes"
      label="Classes"
      help="A GeoTIFF of class numbers from 0 to 255 (0: unknown), such as clutter, in the place of the scene's land use."
      kind="GeoTIFF"
      accept={GEOTIFF}
      none="the scene's land use"
    />
  );
}

/** Which maps in hand are told of, against which targets. */
export function CoverageSetupView() {
  const { sources, chosen } = usePlanSources();
  return (
    <div className="net-setup">
      <fieldset className="net-fields net-maps">
        <legend>Maps</legend>
        {sources.map(({ value, name, problem }) => (
          <Checkbox
            key={value}
            size="xs"
            label={name}
            title={problem ?? name}
            description={problem}
            disabled={problem !== null}
            checked={chosen.includes(value)}
            onChange={(event) =>
              patchPlanning({
                chosen: event.currentTarget.checked ? [...chosen, value] : chosen.filter((other) => other !== value),
              })
            }
          />
        ))}
      </fieldset>
      <fieldset className="net-fields">
        <legend>Targets</legend>
        <TargetNumbers />
      </fieldset>
      <fieldset className="net-fields net-rasters">
        <legend>Rasters</legend>
        <PopulationFile />
        <ClassesFile />
      </fieldset>
    </div>
  );
}
