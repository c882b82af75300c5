/** Name of a file: project and layer in letters that every system takes. */
export function exportName(project: string, layer: string, extension: string): string {
  return `${plain(project) || 'boresight'}-${plain(layer)}${extension}`;
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
