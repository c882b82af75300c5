/**
 * The page that may talk to this one, from its address (`?embed=https://host.example`); null where there is none, or where what is
 * given is no origin. Plain http is for this machine alone: elsewhere anyone on the way could pass for the host.
 */
export function embedOrigin(search: string): string | null {
  const given = new URLSearchParams(search).get('embed');
  if (given === null || !URL.canParse(given)) return null;
  const { origin, protocol, hostname } = new URL(given);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const secure = protocol === 'https:' || (protocol === 'http:' && local);
  return secure && given === origin ? origin : null;
}
