/** Where the app's own files lie, with the slash at its end. */
export function siteUrl(): string {
  return new URL(import.meta.env.BASE_URL, document.baseURI).href;
}
