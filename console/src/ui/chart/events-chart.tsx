import type { CountsView } from '../../api/types.js';
import { useFormats, useT } from '../../i18n/t.js';
import { Bars } from './bars.js';
import { bucketsOf, outcomeSeries, wholeOf } from './buckets.js';
import { Figure } from './figure.js';
import { Legend } from './legend.js';

interface EventsChartProps {
  readonly title: string;
  readonly counts: CountsView;
}

/** Events by outcome, hour by hour or day by day; each bar leads to its events. */
export function EventsChart({ title, counts: { keys, rows } }: EventsChartProps) {
  const t = useT();
  const formats = useFormats();
  const series = outcomeSeries(t, keys, (outcome) => ({ to: '/events', search: { outcome, ...wholeOf(rows) } }));
  const buckets = bucketsOf(rows, formats, (times) => ({ to: '/events', search: times }));
  const table = {
    head: [t('ui.chartTime'), ...series.map(({ name }) => name)],
    rows: buckets.map(({ id, name, values, link }) => ({ id, cells: [name, ...values], ...(link ? { link } : {}) })),
  };
  return (
    <Figure title={title} name="events" table={table} above={<Legend series={series} />}>
      <Bars label={title} series={series} buckets={buckets} />
    </Figure>
  );
}
