/** `&access_token=` at the end of the path, as in the manual where the `?` is missing. */
const tokenInPath = /^(\/+api\/[^?#]*?)&(?=acc(?:ess)?_token=)([^?#]*)(?:\?(.*))?$/is;

/** The address with the missing `?`: what follows the token belongs to the query, like a query of its own. */
export function withQuery(url: string): string {
  const [, path, token, query] = tokenInPath.exec(url) ?? [];
  if (path === undefined || token === undefined) return url;
  return `${path}?${token}${query === undefined ? '' : `&${query}`}`;
}
