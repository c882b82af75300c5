/**
 * What the built page may load and run (docs/privacy.md tells why). No inline script, no eval, no address but the site's own.
 * Missing on purpose: `frame-ancestors`, as any page may embed the studio, and `require-trusted-types-for`, which MapLibre's Worker
 * and its parser do not survive.
 */
const POLICY: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'none'"],
  // ONNX Runtime is WebAssembly.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  // Mantine writes its theme's variables into a style element.
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'", ...mapServers(process.env.BORESIGHT_MAP_SERVERS ?? '')],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

export const CONTENT_SECURITY_POLICY = Object.entries(POLICY)
  .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
  .join('; ');

/**
 * The map servers that a site lets its page ask, as exact origins: none unless whoever builds it names them.
 * @param text origins with blanks between, such as "https://overpass-api.de https://maps.example.org:8443"
 * @throws Error that names what is no exact origin: with a wildcard or a mere scheme anything could be sent anywhere
 */
export function mapServers(text: string): string[] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((origin) => {
      const url = URL.canParse(origin) ? new URL(origin) : null;
      const own = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
      const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && own);
      if (url && secure && url.origin === origin && !origin.includes('*')) return origin;
      throw new Error(
        `BORESIGHT_MAP_SERVERS: "${origin}" is no exact origin. Give https://host or https://host:port, without path, "*" or final slash.`,
      );
    });
}
