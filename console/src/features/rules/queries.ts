import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RuleDeviceView } from '../../api/types.js';
import { callLoosely } from '../../api/call.js';
import { isProblem } from '../../api/problem.js';
import { useMay } from '../../api/session.js';
import type { Values } from '../../ui/records/field.js';
import type { Kind } from './kind.js';
import { kinds } from './kinds.js';

/** A rule of any kind: its fields, and how far its devices are. */
export type Rule = Values & { readonly id: string; readonly devices?: readonly RuleDeviceView[] };

interface OfKind {
  readonly kind: Kind;
  readonly rules: readonly Rule[];
  readonly error: unknown;
  readonly retry: () => void;
}

const most = 1000;

/** What bounds hide from an operator is absent, as it is for who may not read it. */
const isHidden = (error: unknown) => isProblem(error, 'forbidden') || isProblem(error, 'notFound');

/** The rules of each kind that may be read; null until all are there. */
export function useRules(only: Kind | undefined): OfKind[] | null {
  const may = useMay();
  const asked = kinds.filter((kind) => may(kind.read) && (only === undefined || kind === only));
  const found = useQueries({
    queries: asked.map(({ name }) => ({
      queryKey: ['rules', name],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await callLoosely('GET', `/${name}`, { query: { limit: most }, signal })) as { items: Rule[] },
    })),
  });
  if (found.some(({ isPending }) => isPending)) return null;
  return asked.map((kind, at) => ({
    kind,
    rules: found[at]?.data?.items ?? [],
    error: isHidden(found[at]?.error) ? null : found[at]?.error,
    retry: () => void found[at]?.refetch(),
  }));
}

/** One rule, and how far its devices are: that is fetched again as they take it. */
export const useRule = ({ name }: Kind, id: string) =>
  useQuery({
    queryKey: ['sync', 'rules', name, id],
    queryFn: async ({ signal }) => (await callLoosely('GET', `/${name}/${encodeURIComponent(id)}`, { signal })) as Rule,
  });

/** After a change: lists, what fields choose from, and the devices. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(['rules', 'sync', 'records'].map((topic) => client.invalidateQueries({ queryKey: [topic] })));
  };
}
