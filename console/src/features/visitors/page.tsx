import { useState } from 'react';
import { defined } from '../../api/defined.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Icon } from '../../ui/icon.js';
import { usePageLetters } from '../../ui/page-letters.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { WithPanel } from '../../ui/side-panel.js';
import { Tabs } from '../../ui/tabs.js';
import { Leave } from './leave.js';
import { VisitorPanel } from './panel.js';
import { useBlocked, useExpected, useGoneToday, useOpenVisits, useVisitFilters } from './queries.js';
import { visitorsPage } from './route.js';
import {
  blockedColumns,
  fitsBlocked,
  fitsReservation,
  fitsVisit,
  reservationColumns,
  Rows,
  visitColumns,
} from './rows.js';
import './visitors.css';

type Tab = 'expected' | 'in' | 'overdue' | 'gone' | 'blocked';

/** What each tab lists; how many is said in its name. */
function useTabs(q: string | undefined, chosen: string | undefined, show: (open: string) => void) {
  const t = useT();
  const expected = useExpected();
  const open = useOpenVisits();
  const gone = useGoneToday();
  const blocked = useBlocked();
  const on = open.data?.filter(({ status }) => status === 'on') ?? [];
  const overdue = open.data?.filter(({ status }) => status === 'overdue') ?? [];
  const name = (id: Tab, count: number) =>
    count === 0 ? t(`visitors.tab-${id}`) : `${t(`visitors.tab-${id}`)} ${String(count)}`;
  const visits = (id: 'in' | 'overdue' | 'gone', asked: typeof open, rows: typeof on) => ({
    id,
    name: name(id, rows.length),
    content: () => (
      <Rows
        {...{ asked, rows, q, icon: 'badge', chosen, fits: fitsVisit, label: t(`visitors.tab-${id}`) }}
        none={`visitors.none-${id}`}
        columns={visitColumns(t, id === 'gone' ? 'left' : 'until')}
        onOpen={(visit) => show(`visit.${visit}`)}
      />
    ),
  });
  return [
    {
      id: 'expected' as const,
      name: name('expected', expected.data?.length ?? 0),
      content: () => (
        <Rows
          {...{ asked: expected, rows: expected.data ?? [], q, icon: 'calendar', chosen, fits: fitsReservation }}
          label={t('visitors.tab-expected')}
          none="visitors.none-expected"
          columns={reservationColumns(t)}
          onOpen={(reservation) => show(`expected.${reservation}`)}
        />
      ),
    },
    visits('in', open, on),
    visits('overdue', open, overdue),
    visits('gone', gone, gone.data ?? []),
    {
      id: 'blocked' as const,
      name: name('blocked', blocked.data?.length ?? 0),
      content: () => (
        <Rows
          {...{ asked: blocked, rows: blocked.data ?? [], q, icon: 'lock', chosen, fits: fitsBlocked }}
          label={t('visitors.tab-blocked')}
          none="visitors.none-blocked"
          columns={blockedColumns(t)}
          onOpen={(one) => show(`blocked.${one}`)}
        />
      ),
    },
  ];
}

/** What somebody fills in stays beside whichever tab they look into meanwhile. */
const isForm = (open = '') => ['new', 'arrive', 'block'].includes(open.split('.')[0] ?? '');

export default function VisitorsPage() {
  const t = useT();
  const may = useMay();
  const [{ q, tab = 'expected', open }, setSearch] = usePageSearch(visitorsPage);
  const [isLeaving, setLeaving] = useState(false);
  const asked = useVisitFilters()[tab];
  const show = (next: string, nextTab: Tab = tab) => setSearch({ open: next, tab: nextTab });
  const tabs = useTabs(q, open?.split('.')[1], show);
  const acts = [
    { letter: 'n', needs: may('visit'), name: t('visitors.new'), act: () => show('new') },
    { letter: 'i', needs: may('visit'), name: t('visitors.checkIn'), act: () => show('arrive') },
    { letter: 'x', needs: may('visit.exit'), name: t('visitors.checkOut'), act: () => setLeaving(true) },
  ].filter(({ needs }) => needs);
  usePageLetters(acts);
  return (
    <>
      <h1>{t('visitors.title')}</h1>
      <FilterBar text={q} onText={(text) => setSearch({ q: text })}>
        {tab === 'blocked' && may('visit') && (
          <Button onPress={() => show('block')}>
            <Icon name="lock" size={16} />
            {t('visitors.block')}
          </Button>
        )}
        {asked && <ExportMenu table="visits" query={defined({ ...asked, q })} />}
        {acts.map(({ letter, name, act }) => (
          <Button key={letter} kind={letter === 'i' ? 'main' : 'plain'} onPress={act}>
            {name}
          </Button>
        ))}
      </FilterBar>
      <WithPanel panel={<VisitorPanel open={open} show={show} close={() => setSearch({ open: undefined })} />}>
        <Tabs
          label={t('visitors.title')}
          tabs={tabs}
          chosen={tab}
          onChoose={(next) => setSearch({ tab: next, open: isForm(open) ? open : undefined })}
        />
      </WithPanel>
      {isLeaving && <Leave onClose={() => setLeaving(false)} />}
    </>
  );
}
