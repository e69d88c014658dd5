import type { CountsView } from '../../api/types.js';
import { useFormats, useT } from '../../i18n/t.js';
import { wholeOf } from '../../ui/chart/buckets.js';
import { EventsChart } from '../../ui/chart/events-chart.js';
import { Figure } from '../../ui/chart/figure.js';
import { Heat } from '../../ui/chart/heat.js';
import { Ranking } from '../../ui/chart/ranking.js';
import type { Tone } from '../../ui/chart/series.js';
import { Empty } from '../../ui/states.js';
import { askedByWeek, askedOf, stepOf, type Period } from './periods.js';
import { countsOf, Report, sumsOf } from './report.js';

interface OfPeriod {
  readonly period: Period;
}

export function EventsReport({ period }: OfPeriod) {
  const t = useT();
  const formats = useFormats();
  const step = stepOf(period);
  const title = t(step === 'hour' ? 'reports.byHour' : 'reports.byDay');
  const asked = { ...askedOf(period, formats), step };
  return (
    <Report title={title} asked={asked} ask={countsOf(asked)}>
      {(counts) => <EventsChart title={title} counts={counts} />}
    </Report>
  );
}

const daysOfWeek = [0, 1, 2, 3, 4, 5, 6];
const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
const dayMs = 86_400_000;

/** The last hour of that kind: the list of events knows no days of the week. */
function lastTimes(row: number, column: number, dayOf: (at: Date) => string) {
  const today = dayOf(new Date());
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const at = new Date(Date.parse(`${today}T00:00:00Z`) - ((weekday - row + 7) % 7) * dayMs);
  const hour = String(column).padStart(2, '0');
  const day = at.toISOString().slice(0, 10);
  return { from: `${day} ${hour}:00:00`, to: `${day} ${hour}:59:59` };
}

function WeekFigure({ title, counts }: { readonly title: string; readonly counts: CountsView }) {
  const t = useT();
  const { weekday, dayOf } = useFormats();
  const values = counts.rows.map(([, ...numbers]) => numbers.reduce<number>((sum, n) => sum + Number(n), 0));
  const rows = daysOfWeek.map(weekday);
  const table = {
    head: [t('reports.weekday'), ...hours],
    rows: rows.map((name, row) => ({ id: name, cells: [name, ...values.slice(row * 24, row * 24 + 24)] })),
  };
  return (
    <Figure title={title} hint={t('reports.weekHint')} name="week" table={table}>
      <Heat
        label={title}
        rows={rows}
        columns={hours}
        values={values}
        linkOf={(row, column) => ({ to: '/events', search: lastTimes(row, column, dayOf) })}
      />
    </Figure>
  );
}

export function WeekReport({ period }: OfPeriod) {
  const t = useT();
  const formats = useFormats();
  const title = t('reports.week');
  const asked = { ...askedByWeek(period, formats), step: 'weekhour' as const };
  return (
    <Report title={title} asked={asked} ask={countsOf(asked)}>
      {(counts) => <WeekFigure title={title} counts={counts} />}
    </Report>
  );
}

interface RankedReportProps extends OfPeriod {
  readonly title: string;
  readonly name: string;
  readonly by: 'door' | 'eventNo';
  readonly outcome: 'granted' | 'refused';
  readonly tone: Tone;
  /** What the list of events takes for a key. */
  readonly filter: 'door' | 'code';
}

const top = 12;

/** Keys by how often they came, over the whole period. */
export function RankedReport({ period, title, name, by, outcome, tone, filter }: RankedReportProps) {
  const t = useT();
  const formats = useFormats();
  const asked = { ...askedOf(period, formats), step: stepOf(period), by, outcome, top };
  return (
    <Report title={title} asked={asked} ask={countsOf(asked)}>
      {(counts) => {
        const times = wholeOf(counts.rows);
        const items = sumsOf(counts).map(({ key, name: shown, n }) => ({
          id: key ?? 'others',
          name: key === null ? t('reports.others') : key === '' ? t('reports.nowhere') : shown || key,
          n,
          ...(key ? { link: { to: '/events', search: { [filter]: key, outcome, ...times } } } : {}),
        }));
        const rows = items.map(({ name: first, n, ...rest }) => ({ ...rest, cells: [first, n] }));
        return (
          <Figure title={title} name={name} table={{ head: [title, t('reports.events')], rows }}>
            {items.length === 0 ? (
              <Empty icon="chart" text={t('reports.none')} />
            ) : (
              <Ranking items={items} tone={tone} />
            )}
          </Figure>
        );
      }}
    </Report>
  );
}
