/** Name of a file: project and layer in letters that every system takes. */
export function exportName(project: string, layer: string, extension: string): string {
  // A project is often called after the file that it came from.
  const bare = project.replace(/\.[a-z]\w{1,7}$/i, '');
  return `${plain(bare) || 'boresight'}-${plain(layer)}${extension}`;
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
