import { badInput } from '../../units/errors.ts';

/**
 * The bytes at an address of the app's own site.
 * @throws UserError('bad-input') when nothing answers, or with another status than success
 */
export async function fetchFile(url: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw badInput(
      `${url} cannot be reached (${cause instanceof Error ? cause.message : cause}): check the connection.`,
    );
  }
  if (!response.ok) throw badInput(`${url} answers with status ${response.status}: the site lacks this file.`);
  return new Uint8Array(await response.arrayBuffer());
}
