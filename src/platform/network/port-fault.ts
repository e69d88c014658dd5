const written = /^\s*[a-z][a-z\d+.-]*:\/\/[^/?#\\]*:(\d+)\s*(?=[/?#\\]|$)/i;

/**
 * What is wrong with the port of a URL, as the end of a sentence; null = nothing, or it names none. The parser says of a
 * port above 65535 only that this is no URL, and takes 0, where nothing ever listens.
 */
export function portFault(url: string): string | null {
  const port = Number(written.exec(url)?.[1] ?? 1);
  return port >= 1 && port <= 65_535 ? null : 'must have a port from 1 to 65535';
}

/** What is wrong with a text that is to be a URL. @param says what it must be */
export const urlTextFault = (text: string, says: string): string | null =>
  portFault(text) ?? (URL.canParse(text) ? null : says);
