import { useT } from '../../i18n/t.js';
import { Select } from '../../ui/fields.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { EventsReport, RankedReport, WeekReport } from './event-reports.js';
import { AlarmsReport, OccupancyReport } from './hour-reports.js';
import { IdleReport } from './idle-report.js';
import { periods } from './periods.js';
import { reportsPage } from './route.js';
import './reports.css';

export default function ReportsPage() {
  const t = useT();
  const [{ period = 'week' }, setSearch] = usePageSearch(reportsPage);
  return (
    <div className="reports">
      <div className="row">
        <h1 className="grow">{t('reports.title')}</h1>
        <span className="no-print">
          <Select
            label={t('reports.period')}
            options={periods.map((id) => ({ id, name: t(`reports.period-${id}`) }))}
            value={period}
            onChange={(id) => setSearch({ period: id })}
          />
        </span>
      </div>
      <EventsReport period={period} />
      <div className="reports-pairs">
        <WeekReport period={period} />
        <AlarmsReport period={period} />
        <RankedReport
          period={period}
          title={t('reports.refusals')}
          name="refusals"
          by="eventNo"
          outcome="refused"
          tone="refused"
          filter="code"
        />
        <RankedReport
          period={period}
          title={t('reports.doors')}
          name="doors"
          by="door"
          outcome="granted"
          tone="granted"
          filter="door"
        />
        <OccupancyReport period={period} />
        <IdleReport of="persons" />
        <IdleReport of="cards" />
      </div>
    </div>
  );
}
