import type { Layer } from '@deck.gl/core';
import { PathLayer, ScatterplotLayer, SolidPolygonLayer } from '@deck.gl/layers';
import type { SectorSettings } from '../store/project-document.ts';
import { isSelected } from '../store/selection.ts';
import type { BasemapColours } from './basemap-colours.ts';
import { lobeReachM, type MapPicture } from './map-picture.ts';
import type { ScenePlacement } from './scene-placement.ts';
import { lobeOutline } from './sector-lobe.ts';

interface LobeShape {
  readonly outline: [number, number, number][];
  readonly selected: boolean;
}

/** Masts and lobes. None can be picked on the GPU: gestures test against projected positions. */
export function sectorLayers(picture: MapPicture, placement: ScenePlacement, colours: BasemapColours): Layer[] {
  const { scene, sectors, selection, cuts } = picture;
  if (!scene || sectors.length === 0) return [];
  const reachM = lobeReachM(scene);
  const shapes = sectors.map((sector): LobeShape => {
    const selected = isSelected(sector, selection);
    const cut = cuts.get(sector.pattern) ?? (() => 0);
    const outline = lobeOutline(sector, cut, selected ? reachM : reachM * 0.42);
    return { selected, outline: outline.map(([x, y, z]) => [...placement.lngLat(x, y), z]) };
  });
  const chosen = shapes.filter((s) => s.selected);
  const quiet = shapes.filter((s) => !s.selected);
  return [
    ...lobes('quiet', quiet, [...colours.quiet, 46], [...colours.quiet, 190], 1.25),
    ...lobes('selected', chosen, [...colours.accent, 58], [...colours.accent, 255], 2),
    masts(sectors, placement, colours),
    mastTops(sectors, placement, colours),
  ];
}

type Rgba = [number, number, number, number];

function lobes(id: string, data: LobeShape[], fill: Rgba, line: Rgba, widthPx: number): Layer[] {
  return [
    new SolidPolygonLayer<LobeShape>({
      id: `lobe-fill-${id}`,
      data,
      getPolygon: (d) => d.outline,
      getFillColor: fill,
      _normalize: true,
      parameters: { depthWriteEnabled: false },
    }),
    new PathLayer<LobeShape>({
      id: `lobe-line-${id}`,
      data,
      getPath: (d) => [...d.outline, d.outline[0]!],
      getColor: line,
      widthUnits: 'pixels',
      getWidth: widthPx,
      jointRounded: true,
      parameters: { depthWriteEnabled: false },
    }),
  ];
}

function masts(data: readonly SectorSettings[], placement: ScenePlacement, colours: BasemapColours): Layer {
  return new PathLayer<SectorSettings>({
    id: 'masts',
    data,
    getPath: (s) => [0, s.heightM].map((z): [number, number, number] => [...placement.lngLat(s.x, s.y), z]),
    billboard: true,
    getColor: [...colours.mast, 255],
    widthUnits: 'pixels',
    getWidth: 2,
  });
}

function mastTops(data: readonly SectorSettings[], placement: ScenePlacement, colours: BasemapColours): Layer {
  return new ScatterplotLayer<SectorSettings>({
    id: 'mast-tops',
    data,
    getPosition: (s) => [...placement.lngLat(s.x, s.y), s.heightM],
    getFillColor: [...colours.mast, 255],
    radiusUnits: 'pixels',
    getRadius: 3.5,
    billboard: true,
  });
}
