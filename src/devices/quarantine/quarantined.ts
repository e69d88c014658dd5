/** The reason of everything that is kept sealed: the real one is not recorded. */
export const sealedReason = 'kept sealed as it came: it cannot be read, or nobody takes it apart';

/** The parameters of a stored path, which are not escaped there; of repeated ones the first counts. */
export function queryOf(path: string): Map<string, string> {
  const mark = path.indexOf('?');
  const query = new Map<string, string>();
  for (const pair of mark < 0 ? [] : path.slice(mark + 1).split('&')) {
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    if (!query.has(name)) query.set(name, at < 0 ? '' : pair.slice(at + 1));
  }
  return query;
}
