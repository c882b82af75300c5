/** What one build of the site consists of. Paths are relative to the site's folder; `./` is the page. */
export interface SiteFiles {
  /** Another for every build that differs in a byte. */
  readonly version: string;
  /** The script that the page starts with: by it a page is known to be of this build. */
  readonly entry: string;
  /** Kept from the first visit on: path -> its checksum, as subresource integrity writes it. */
  readonly kept: Readonly<Record<string, string>>;
  /** Kept from the first use on: large, or seldom needed. */
  readonly onDemand: readonly string[];
}

/** The file is named by its content: whatever lies under this path is the file, of whichever build. */
export function isNamedByContent(path: string): boolean {
  return /^assets\/.+-[\w-]{8}\.\w+$/.test(path);
}
