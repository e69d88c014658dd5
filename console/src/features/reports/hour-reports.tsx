import { call } from '../../api/call.js';
import type { OccupancyView } from '../../api/types.js';
import { useFormats, useT } from '../../i18n/t.js';
import { Bars } from '../../ui/chart/bars.js';
import { bucketsOf } from '../../ui/chart/buckets.js';
import { Figure } from '../../ui/chart/figure.js';
import type { Bucket, Series } from '../../ui/chart/series.js';
import { Select } from '../../ui/fields.js';
import { PageLink, usePageSearch } from '../../ui/page-hooks.js';
import { Empty } from '../../ui/states.js';
import { askedByHour, type Period } from './periods.js';
import { Report } from './report.js';
import { reportsPage } from './route.js';

interface OfPeriod {
  readonly period: Period;
}

/** EEMUA 191: what one person can attend to, over a long time. */
const mostAnHour = 6;

const tableOf = (head: readonly string[], buckets: readonly Bucket[]) => ({
  head,
  rows: buckets.map(({ id, name, values, link }) => ({ id, cells: [name, ...values], ...(link ? { link } : {}) })),
});

export function AlarmsReport({ period }: OfPeriod) {
  const t = useT();
  const formats = useFormats();
  const title = t('reports.alarms');
  const asked = askedByHour(period, formats);
  return (
    <Report title={title} asked={asked} ask={(signal) => call('GET /statistics/alarms', { query: asked, signal })}>
      {({ rows }) => {
        const series: Series[] = [{ id: 'alarms', name: t('reports.alarmCount'), tone: 'other' }];
        const link = (times: object) => ({ to: '/events', search: { outcome: 'alarm', ...times } });
        const buckets = bucketsOf(rows, formats, link);
        const over = buckets.filter(({ values: [n = 0] }) => n > mostAnHour).length;
        return (
          <Figure
            title={title}
            hint={t('reports.alarmHint', { limit: mostAnHour, over })}
            name="alarms"
            table={tableOf([t('ui.chartTime'), t('reports.alarmCount')], buckets)}
          >
            <Bars
              label={title}
              series={series}
              buckets={buckets}
              limit={{ value: mostAnHour, name: t('reports.alarmCount') }}
            />
          </Figure>
        );
      }}
    </Report>
  );
}

/** Zones may be one within the other, so they are not added up: one is shown, all are in the table. */
function OccupancyFigure({ title, counts }: { readonly title: string; readonly counts: OccupancyView }) {
  const t = useT();
  const formats = useFormats();
  const [{ zone }, setSearch] = usePageSearch(reportsPage);
  const zones = counts.keys.map(({ key, name }) => ({ id: key ?? '', name }));
  const at = Math.max(
    0,
    zones.findIndex(({ id }) => id === zone),
  );
  const chosen = zones[at];
  if (!chosen) {
    return (
      <section className="chart" aria-label={title}>
        <h2>{title}</h2>
        <Empty icon="building" text={t('reports.noZones')}>
          <PageLink to="/zones" className="button plain">
            {t('reports.toZones')}
          </PageLink>
        </Empty>
      </section>
    );
  }
  const buckets = bucketsOf(counts.rows, formats, () => undefined);
  const shown = buckets.map((bucket) => ({ ...bucket, values: [bucket.values[at] ?? 0] }));
  const select = (
    <span className="row no-print">
      <Select label={t('reports.zone')} options={zones} value={chosen.id} onChange={(id) => setSearch({ zone: id })} />
    </span>
  );
  return (
    <Figure
      title={title}
      hint={t('reports.insideNow', { zone: chosen.name, count: counts.now[at] ?? 0 })}
      name="occupancy"
      table={tableOf([t('ui.chartTime'), ...zones.map(({ name }) => name)], buckets)}
      above={zones.length > 1 ? select : null}
    >
      <Bars label={title} series={[{ id: chosen.id, name: chosen.name, tone: 'granted' }]} buckets={shown} />
    </Figure>
  );
}

export function OccupancyReport({ period }: OfPeriod) {
  const t = useT();
  const formats = useFormats();
  const title = t('reports.occupancy');
  const asked = askedByHour(period, formats);
  return (
    <Report title={title} asked={asked} ask={(signal) => call('GET /statistics/occupancy', { query: asked, signal })}>
      {(counts) => <OccupancyFigure title={title} counts={counts} />}
    </Report>
  );
}
