import { Counter, Gauge, type Metric, type Registry } from 'prom-client';
import type { Sizes } from '../platform/metrics/sizes.js';

/** One value, with its labels. */
export type LabelledCount = { readonly n: number } & Readonly<Record<string, string | number>>;

interface Named {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

/** How the workers of one gateway make one value: `first` where all of them read the same rows. */
type Together = 'first' | 'sum' | 'max' | 'min';

/** Read at each scrape. Without an answer it has no value, which is not the same as 0. */
export function gauge(
  registry: Registry,
  { name, help, labels = [], together = 'first' }: Named & { readonly together?: Together },
  read: () => readonly LabelledCount[] | Promise<readonly LabelledCount[]>,
): void {
  const metric = new Gauge({
    name,
    help,
    labelNames: [...labels],
    aggregator: together,
    registers: [registry],
    collect: async () => {
      const values = await Promise.resolve()
        .then(read)
        .catch(() => []);
      metric.reset();
      // A gauge without labels begins with 0.
      if (values.length === 0 && labels.length === 0) metric.remove();
      for (const { n, ...others } of values) metric.set(others, n);
    },
  });
}

/** What is counted elsewhere since the start; workers are summed. */
export function counter(
  registry: Registry,
  { name, help, labels = [] }: Named,
  read: () => readonly LabelledCount[],
): void {
  const metric = new Counter({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    collect: () => {
      metric.reset();
      for (const { n, ...others } of read()) metric.inc(others, n);
    },
  });
}

/** Of sizes that are noted elsewhere; workers are summed. */
export function histogram(
  registry: Registry,
  { name, help }: Named,
  read: () => readonly { readonly sizes: Sizes; readonly label?: readonly [string, string] }[],
): void {
  const get = () =>
    Promise.resolve({
      name,
      help,
      type: 'histogram',
      aggregator: 'sum',
      values: read().flatMap(({ sizes, label }) => valuesOf(name, sizes, label ? { [label[0]]: label[1] } : {})),
    });
  registry.registerMetric({ name, help, get, reset: () => undefined } as unknown as Metric);
}

function valuesOf(name: string, { bounds, counts, sum }: Sizes, labels: Readonly<Record<string, string>>) {
  let all = 0;
  const buckets = [...counts].map((count, place) => {
    all += count;
    return { metricName: `${name}_bucket`, labels: { le: bounds[place] ?? '+Inf', ...labels }, value: all };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels: { ...labels }, value: sum },
    { metricName: `${name}_count`, labels: { ...labels }, value: all },
  ];
}
