import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PageDefinition, SearchValues } from './page.js';

/**
 * Filters, tab and selection live in the address: `const [search, setSearch] = usePageSearch(page)`. A change replaces the
 * named values; undefined takes one out.
 */
export function usePageSearch<Search extends SearchValues>(
  _page: PageDefinition<Search>,
): [Search, (change: Partial<{ [K in keyof Search]: Search[K] | undefined }>, keep?: boolean) => void] {
  const search = useSearch({ strict: false }) as unknown as Search;
  const navigate = useNavigate();
  const set = (change: object, isNewEntry = false) => {
    const next = (old: object) => ({ ...old, ...change });
    void navigate({ to: '.', search: next, replace: !isNewEntry });
  };
  return [search, set];
}

/** `$pin` of `/people/$pin`. */
export const usePathValue = (name: string): string =>
  useParams({ strict: false, select: (values: Readonly<Record<string, string>>) => values[name] ?? '' });

interface PageLinkProps {
  /** The address of a page, filled: `/devices/BOCK1234`. */
  readonly to: string;
  readonly search?: SearchValues;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link to any page of the console. Features do not import each other, they link. */
export const PageLink = ({ to, search = {}, className, children }: PageLinkProps) => (
  <Link to={to} search={search} {...(className === undefined ? {} : { className })}>
    {children}
  </Link>
);

/** For buttons: `const go = useGo(); go('/people/1001')`. */
export function useGo(): (to: string, search?: SearchValues) => void {
  const navigate = useNavigate();
  return (to, search = {}) => void navigate({ to, search: search });
}
