/** `&access_token=` behind the path, as the manual prints it where it forgot the `?`. */
const tokenInPath = /^(\/+api\/[^?#]*?)&(?=acc(?:ess)?_token=)([^?#]*)(?:\?(.*))?$/is;

/** The address as it is meant: what stands behind the token belongs to the query, and so does a query of its own. */
export function withQuery(url: string): string {
  const [, path, token, query] = tokenInPath.exec(url) ?? [];
  if (path === undefined || token === undefined) return url;
  return `${path}?${token}${query === undefined ? '' : `&${query}`}`;
}
