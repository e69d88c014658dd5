import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call, type Query } from '../../api/call.js';
import type { CountsView } from '../../api/types.js';
import { ErrorBlock, Loading } from '../../ui/states.js';

type EventCounts = Query<'GET /statistics/events'>;

interface ReportProps<Data> {
  readonly title: string;
  readonly asked: object;
  readonly ask: (signal: AbortSignal) => Promise<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** One question to the gateway, in the place of its figure. Numbers of the past are not asked for at each event. */
export function Report<Data>({ title, asked, ask, children }: ReportProps<Data>) {
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', title, asked],
    queryFn: ({ signal }) => ask(signal),
  });
  if (data !== undefined) return children(data);
  return (
    <section className="chart" aria-label={title}>
      <h2>{title}</h2>
      {error ? <ErrorBlock error={error} onRetry={() => void refetch()} /> : <Loading />}
    </section>
  );
}

export const countsOf = (query: EventCounts) => (signal: AbortSignal) =>
  call('GET /statistics/events', { query, signal });

/** How much each key has, over all rows. */
export const sumsOf = ({ keys, rows }: CountsView) =>
  keys.map(({ key, name }, at) => ({
    key,
    name,
    n: rows.reduce((sum, row) => sum + Number(row[at + 1] ?? 0), 0),
  }));
