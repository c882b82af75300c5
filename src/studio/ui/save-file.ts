const TYPES: Readonly<Record<string, string>> = {
  tif: 'image/tiff',
  zip: 'application/zip',
  kmz: 'application/vnd.google-earth.kmz',
  geojson: 'application/geo+json',
  csv: 'text/csv',
};

/** Hands a file to the browser, which puts it where downloads go. */
export function saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then, and holds the bytes itself.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
