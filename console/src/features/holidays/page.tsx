import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useFormats, useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { Removal } from '../../ui/removal.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Waiting } from '../../ui/waiting.js';
import { holidaysIn, type Holiday } from './calendar.js';
import { HolidayForm } from './holiday-form.js';
import { holidaysPage } from './route.js';
import { Year } from './year.js';
import './holidays.css';

const most = 1000;

interface ListProps {
  readonly holidays: readonly Holiday[];
  readonly onOpen: (holiday: Holiday) => void;
}

function List({ holidays, onOpen }: ListProps) {
  const t = useT();
  if (holidays.length === 0) return <p className="muted">{t('holidays.none')}</p>;
  return (
    <ul className="year-list" aria-label={t('holidays.title')}>
      {holidays.map((holiday) => (
        <li key={holiday.id}>
          <button type="button" onClick={() => onOpen(holiday)}>
            <bdi>{holiday.everyYear ? holiday.date.slice(5) : holiday.date}</bdi>
            <bdi className="grow">{holiday.name}</bdi>
            {holiday.everyYear && <span className="muted small">{t('holidays.everyYear')}</span>}
            <span className={`year-kind kind-${String(holiday.type)}`}>
              {t.loose(`hours.day-hol${String(holiday.type)}`, '')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface PanelProps {
  readonly holiday: Holiday | undefined;
  readonly date: string;
  readonly onClose: () => void;
}

function Panel({ holiday, date, onClose }: PanelProps) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const done = () => {
    onClose();
    void client.invalidateQueries({ queryKey: ['holidays'] });
  };
  return (
    <SidePanel title={holiday ? <bdi>{holiday.name}</bdi> : t('holidays.add')} onClose={onClose}>
      <HolidayForm holiday={holiday} date={date} onSaved={done} />
      {holiday && may('hours') && (
        <Removal
          act={t('holidays.deleteAct', { name: holiday.name })}
          text={t('holidays.deleteText')}
          remove={() => call('DELETE /holidays/{id}', { path: { id: holiday.id } })}
          onGone={done}
        />
      )}
    </SidePanel>
  );
}

interface HeadProps {
  readonly year: number;
  readonly onYear: (year: number) => void;
  /** Null: the operator may not. */
  readonly onAdd: (() => void) | null;
}

function Head({ year, onYear, onAdd }: HeadProps) {
  const t = useT();
  return (
    <div className="row">
      <h1 className="grow">{t('holidays.title')}</h1>
      <Button kind="quiet" aria-label={String(year - 1)} onPress={() => onYear(year - 1)}>
        <Icon name="minus" size={16} />
      </Button>
      <strong>{year}</strong>
      <Button kind="quiet" aria-label={String(year + 1)} onPress={() => onYear(year + 1)}>
        <Icon name="plus" size={16} />
      </Button>
      {onAdd && (
        <Button kind="main" onPress={onAdd}>
          <Icon name="plus" size={16} />
          {t('holidays.add')}
        </Button>
      )}
    </div>
  );
}

const newOne = 'new';

/** What is shown, by the address; by the calendar of the site where that says nothing. */
function useShown() {
  const today = useFormats().dayOf(new Date());
  const [search, setSearch] = usePageSearch(holidaysPage);
  const { year = today.slice(0, 4), holiday: open = '', date = today } = search;
  return { today, year: Number(year), open, date, setSearch };
}

export default function HolidaysPage(): ReactNode {
  const may = useMay();
  const { today, year, open, date, setSearch } = useShown();
  const asked = useQuery({
    queryKey: ['holidays', 'all'],
    queryFn: ({ signal }) => call('GET /holidays', { query: { limit: most }, signal }),
  });
  const holidays = asked.data?.items ?? [];
  const chosen = holidays.find(({ id }) => id === open);
  const close = () => setSearch({ holiday: undefined, date: undefined });
  const onAdd = may('hours') ? (on: string) => setSearch({ holiday: newOne, date: on }) : null;
  const onDay = (on: string, holiday: Holiday | undefined) => {
    if (holiday) setSearch({ holiday: holiday.id });
    else onAdd?.(on);
  };
  const panel = (chosen ?? (open === newOne && onAdd)) && (
    <Panel key={`${open} ${date}`} holiday={chosen} date={date} onClose={close} />
  );
  return (
    <>
      <Head year={year} onYear={(next) => setSearch({ year: String(next) })} onAdd={onAdd && (() => onAdd(today))} />
      <WithPanel panel={panel}>
        <Waiting asked={asked} />
        {asked.data && (
          <div className="stack">
            <List holidays={holidaysIn(holidays, year)} onOpen={({ id }) => setSearch({ holiday: id })} />
            <Year year={year} holidays={holidays} today={today} onDay={onDay} />
          </div>
        )}
      </WithPanel>
    </>
  );
}
