import { Link, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { openedBy } from './openers.js';
import type { PageDefinition, SearchValues } from './page.js';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What was opened here: the list without it is one step back. */
    opener?: string | undefined;
  }
}

/**
 * Filters, tab and selection live in the address: `const [search, setSearch] = usePageSearch(page)`. A change replaces the
 * named values; undefined takes one out. What opens a panel is a step of its own, which the way back closes.
 */
export function usePageSearch<Search extends SearchValues>(
  _page: PageDefinition<Search>,
): [Search, (change: Partial<{ [K in keyof Search]: Search[K] | undefined }>, keep?: boolean) => void] {
  const search = useSearch({ strict: false }) as unknown as Search;
  const navigate = useNavigate();
  const router = useRouter();
  const set = (change: object, isNewEntry = false) => {
    const opener = openedBy(search, change as SearchValues);
    // A step that was closed is used again: whoever opens ten, one after the other, goes back once.
    const isStep = opener !== undefined && opener !== router.state.location.state.opener;
    void navigate({
      to: '.',
      search: (old: object) => ({ ...old, ...change }),
      state: (old) => ({ ...old, ...(opener === undefined ? {} : { opener }) }),
      replace: !isStep && !isNewEntry,
    });
  };
  return [search, set];
}

/** What stands in the address of a list with a panel. */
export interface ListSearch {
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  /** Whose panel is open; `new` for one that is being made. */
  readonly chosen?: string | undefined;
}

/** For a ListPage: text, order and the chosen row, which the page calls by a name of its own. */
export function useListSearch<Search extends SearchValues>(page: PageDefinition<Search>, name: string & keyof Search) {
  const [search, setSearch] = usePageSearch(page as unknown as PageDefinition);
  const { q, sort, [name]: chosen } = search as Readonly<Record<string, string | undefined>>;
  const onSearch = (change: ListSearch) =>
    setSearch(Object.fromEntries(Object.entries(change).map(([key, value]) => [key === 'chosen' ? name : key, value])));
  return { search: { q, sort, chosen }, onSearch, query: { q, sort, count: 'true' } } as const;
}

/** `$pin` of `/people/$pin`. */
export const usePathValue = (name: string): string =>
  useParams({ strict: false, select: (values: Readonly<Record<string, string>>) => values[name] ?? '' });

interface PageLinkProps {
  /** The address of a page, filled: `/devices/BOCK1234`. */
  readonly to: string;
  readonly search?: SearchValues;
  readonly className?: string;
  /** What is read aloud where it shows no text. */
  readonly label?: string;
  /** -1: it is reached by arrow keys from another. */
  readonly tabIndex?: number;
  readonly children: ReactNode;
}

/** A link to any page of the console. Features do not import each other, they link. */
export const PageLink = ({ to, search = {}, className, label, tabIndex, children }: PageLinkProps) => (
  <Link
    to={to}
    search={search}
    {...(className === undefined ? {} : { className })}
    {...(label === undefined ? {} : { 'aria-label': label })}
    {...(tabIndex === undefined ? {} : { tabIndex })}
  >
    {children}
  </Link>
);

/** For buttons: `const go = useGo(); go('/people/1001')`. */
export function useGo(): (to: string, search?: SearchValues) => void {
  const navigate = useNavigate();
  return (to, search = {}) => void navigate({ to, search: search });
}
