/** What a list gives: some items, and where the next ones are. */
interface ListPage {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor: string | null;
}

/** A list that can be exported: it is read page by page, as its reader would do it. */
export interface ExportedList {
  /** Path behind /admin/v1/, and what its pages always say. */
  readonly path: string;
  readonly always?: Readonly<Record<string, string>>;
  /** The parameter that a page continues by. */
  readonly cursor: 'cursor' | 'before';
}

/** How a page is got. */
type Get = (path: string, query: URLSearchParams) => Promise<ListPage>;

/** Parameters of pages: an export has none. */
export const ofPages: ReadonlySet<string> = new Set([
  'limit',
  'cursor',
  'count',
  'before',
  'after',
  'wait',
  'order',
  'kinds',
]);

const mostOfPage = 1_000;

/** All pages of a list. No more than one of them is in memory. */
export async function* pagesOf(
  get: Get,
  { path, always = {}, cursor }: ExportedList,
  filters: readonly (readonly [string, string])[],
): AsyncGenerator<ListPage['items'], void, undefined> {
  let next: string | null = '';
  while (next !== null) {
    const place: [string, string][] = next === '' ? [] : [[cursor, next]];
    const query = new URLSearchParams([
      ...filters.map(([name, value]): [string, string] => [name, value]),
      ...Object.entries(always),
      ...place,
    ]);
    query.set('limit', String(mostOfPage));
    const page: ListPage = await get(path, query);
    yield page.items;
    next = page.nextCursor;
  }
}

/** Who is inside: of one zone, or of all that are seen, each with the name of the zone. */
export async function* insideOf(
  get: Get,
  filters: readonly (readonly [string, string])[],
): AsyncGenerator<ListPage['items'], void, undefined> {
  const wanted = filters.find(([name]) => name === 'zoneId')?.[1];
  const others = filters.filter(([name]) => name !== 'zoneId');
  const zones = pagesOf(get, { path: 'zones', cursor: 'cursor' }, []);
  for await (const page of zones)
    for (const zone of page) {
      const id = String(zone.id);
      if (wanted !== undefined && wanted !== id) continue;
      const path = `zones/${encodeURIComponent(id)}/persons`;
      for await (const people of pagesOf(get, { path, cursor: 'cursor' }, others))
        yield people.map((person) => ({ ...person, zoneId: id, zoneName: zone.name }));
    }
}
