import type { MapExtension } from '../../io/formats/encode-map.ts';

/** A format that the layer on the screen can be written in. */
export interface ExportFormat {
  readonly id: string;
  readonly extension: MapExtension;
  /** As in "Export RSRP as GeoTIFF". */
  readonly label: string;
  /** Further words that it is found by. */
  readonly words: string;
}

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  { id: 'geotiff', extension: '.tif', label: 'GeoTIFF', words: 'tiff raster gis qgis' },
  { id: 'png', extension: '.png', label: 'PNG with legend', words: 'picture image world file pgw' },
  { id: 'kmz', extension: '.kmz', label: 'KMZ', words: 'google earth globe overlay kml' },
  { id: 'geojson', extension: '.geojson', label: 'GeoJSON contours', words: 'polygons vector isolines gis' },
  { id: 'csv', extension: '.csv', label: 'CSV', words: 'table spreadsheet excel cells' },
];
