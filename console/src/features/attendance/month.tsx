import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { localeOf } from '../../i18n/locale.js';
import { useLanguage, useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { PageLink } from '../../ui/page-hooks.js';
import { personName } from '../../ui/person-name.js';
import { SidePanel } from '../../ui/side-panel.js';
import { Waiting } from '../../ui/waiting.js';
import { hoursOf } from './minutes.js';

interface MonthPanelProps {
  readonly pin: string;
  /** `2026-11` */
  readonly month: string;
  readonly onMonth: (month: string) => void;
  readonly onClose: () => void;
}

/** @param by 1 = the month after */
function shifted(month: string, by: number): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + by);
  return at.toISOString().slice(0, 7);
}

function lastDayOf(month: string): string {
  const at = new Date(`${shifted(month, 1)}-01T00:00:00Z`);
  at.setUTCDate(0);
  return at.toISOString().slice(0, 10);
}

const sums = ['workedMinutes', 'plannedMinutes', 'leaveMinutes', 'overtimeMinutes', 'missingMinutes'] as const;
const names = {
  workedMinutes: 'attendance.worked',
  plannedMinutes: 'attendance.planned',
  leaveMinutes: 'attendance.leave',
  overtimeMinutes: 'attendance.overtime',
  missingMinutes: 'attendance.missing',
} as const;

/** A month of a person: each day, and the sums. */
export function MonthPanel({ pin, month, onMonth, onClose }: MonthPanelProps) {
  const t = useT();
  const locale = `${localeOf[useLanguage()]}-u-nu-latn-ca-gregory`;
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', timeZone: 'UTC' });
  const asked = useQuery({
    queryKey: ['events', 'month', pin, month],
    queryFn: ({ signal }) =>
      call('GET /attendance/days', { query: { from: `${month}-01`, to: lastDayOf(month), pin }, signal }),
  });
  const days = asked.data?.items ?? [];
  const [first] = days;
  const title = name.format(new Date(`${month}-01T00:00:00Z`));
  return (
    <SidePanel title={<bdi>{first ? personName(first) : pin}</bdi>} onClose={onClose}>
      <div className="row">
        <Button kind="quiet" aria-label={t('attendance.monthBefore')} onPress={() => onMonth(shifted(month, -1))}>
          <span className="attendance-turn">
            <Icon name="left" />
          </span>
        </Button>
        <strong className="grow attendance-month">{title}</strong>
        <Button kind="quiet" aria-label={t('attendance.monthAfter')} onPress={() => onMonth(shifted(month, 1))}>
          <span className="attendance-turn">
            <Icon name="right" />
          </span>
        </Button>
      </div>
      <Waiting asked={asked} />
      <dl className="facts">
        {sums.map((sum) => (
          <div key={sum} className="attendance-sum">
            <dt>{t(names[sum])}</dt>
            <dd>{hoursOf(days.reduce((all, one) => all + (one[sum] ?? 0), 0)) || '0:00'}</dd>
          </div>
        ))}
      </dl>
      <table className="attendance-days" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t('attendance.date')}</th>
            <th scope="col">{t('attendance.first')}</th>
            <th scope="col">{t('attendance.last')}</th>
            <th scope="col">{t('attendance.worked')}</th>
            <th scope="col">{t('attendance.missing')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ date, firstPunch, lastPunch, workedMinutes, missingMinutes }) => (
            <tr key={date}>
              <th scope="row">{day.format(new Date(`${date}T00:00:00Z`))}</th>
              <td>{firstPunch?.slice(0, 5)}</td>
              <td>{lastPunch?.slice(0, 5)}</td>
              <td>{hoursOf(workedMinutes)}</td>
              <td className="bad">{hoursOf(missingMinutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <PageLink to={`/people/${encodeURIComponent(pin)}`}>{t('attendance.toPerson')}</PageLink>
    </SidePanel>
  );
}
