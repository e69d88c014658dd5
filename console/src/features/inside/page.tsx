import { useState, type ReactNode } from 'react';
import { useMay } from '../../api/session.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Avatar } from '../../ui/avatar.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Grid } from '../../ui/grid.js';
import { PageLink, useGo, usePageSearch } from '../../ui/page-hooks.js';
import { personName } from '../../ui/person-name.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { useInside, useMusters, useZones, type InsidePerson, type Zone } from './queries.js';
import { insidePage } from './route.js';
import { StartMuster } from './start-muster.js';
import './inside.css';

const columnsOf = (t: Translate): Column<InsidePerson>[] => [
  {
    key: 'name',
    title: t('inside.person'),
    width: 220,
    cell: (person) => (
      <span className="inside-person">
        <Avatar pin={person.pin} name={personName(person)} photoAt={person.photoAt} />
        <bdi>{personName(person)}</bdi>
      </span>
    ),
  },
  {
    key: 'dept',
    title: t('inside.department'),
    width: 160,
    isHiddenOnPhone: true,
    cell: ({ deptName, visitor, hostName }) => (
      <bdi>{visitor ? t('inside.visits', { host: hostName === '' ? '?' : hostName }) : deptName}</bdi>
    ),
  },
  { key: 'since', title: t('inside.since'), width: 120, cell: ({ since }) => <Time at={since} /> },
  {
    key: 'door',
    title: t('inside.lastDoor'),
    width: 180,
    isHiddenOnPhone: true,
    cell: ({ lastDoor }) => lastDoor && <bdi>{lastDoor.name}</bdi>,
  },
];

const fits = (person: InsidePerson, q = '') =>
  [personName(person), person.pin, person.deptName, person.hostName].some((text) =>
    text.toLowerCase().includes(q.toLowerCase()),
  );

/** Zones with how many are inside; one is chosen. */
function Zones({
  zones,
  chosen,
  onChoose,
}: {
  zones: readonly Zone[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const t = useT();
  return (
    <ul className="inside-zones" aria-label={t('inside.zones')}>
      {zones.map(({ id, name, inside }) => (
        <li key={id}>
          <button type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
            <bdi>{name}</bdi> <strong>{inside}</strong>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Musters that go on, and the last ones. */
function Musters() {
  const t = useT();
  const { data } = useMusters(true);
  const musters = data?.items ?? [];
  if (musters.length === 0) return null;
  return (
    <section className="stack" aria-label={t('inside.musters')}>
      <h2>{t('inside.musters')}</h2>
      <ul className="inside-musters">
        {musters.map(({ id, startedAt, endedAt, drill, counts }) => (
          <li key={id} className={endedAt === null ? 'row open' : 'row'}>
            <PageLink to={`/inside/${encodeURIComponent(id)}`}>
              <Time at={startedAt} isWhole />
            </PageLink>
            <span>{t(drill ? 'inside.drill' : 'inside.alarm')}</span>
            <span className="muted">{t('inside.safeOf', { safe: counts.safe, total: counts.total })}</span>
            {endedAt === null && <strong>{t('inside.goesOn')}</strong>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Everybody in a zone. */
function People({ zone, q }: { readonly zone: string; readonly q: string | undefined }) {
  const t = useT();
  const may = useMay();
  const go = useGo();
  const { data, error, refetch } = useInside(zone);
  if (!data) return error ? <ErrorBlock error={error} onRetry={() => void refetch()} /> : <Loading />;
  const people = data.filter((person) => fits(person, q));
  if (people.length === 0)
    return <Empty icon="people" text={t(q === undefined ? 'inside.nobody' : 'ui.nothingFound')} />;
  const open = ({ pin }: InsidePerson) => go(`/people/${encodeURIComponent(pin)}`);
  return (
    <Grid
      label={t('inside.title')}
      columns={columnsOf(t)}
      rows={people}
      keyOf={({ pin }) => pin}
      {...(may('person.face') ? { onOpen: open } : {})}
    />
  );
}

function NoZones() {
  const t = useT();
  const may = useMay();
  return (
    <Empty icon="building" text={t('inside.noZones')}>
      {may('area.read') && <PageLink to="/zones">{t('inside.toZones')}</PageLink>}
    </Empty>
  );
}

function Board({ zones }: { readonly zones: readonly Zone[] }) {
  const [search, setSearch] = usePageSearch(insidePage);
  const chosen = zones.find(({ id }) => id === search.zone) ?? zones[0];
  if (!chosen) return <NoZones />;
  return (
    <>
      <Zones zones={zones} chosen={chosen.id} onChoose={(zone) => setSearch({ zone })} />
      <FilterBar text={search.q} onText={(q) => setSearch({ q })} tokens={[]} choices={[]}>
        <ExportMenu table="inside" query={{ zoneId: chosen.id }} />
      </FilterBar>
      <People zone={chosen.id} q={search.q} />
    </>
  );
}

export default function InsidePage(): ReactNode {
  const t = useT();
  const may = useMay();
  const [isStarting, setStarting] = useState(false);
  const { data, error, refetch } = useZones();
  const zones = data?.items ?? [];
  return (
    <>
      <div className="row">
        <h1 className="grow">{t('inside.title')}</h1>
        {may('muster') && zones.length > 0 && (
          <Button kind="main" onPress={() => setStarting(true)}>
            {t('inside.start')}
          </Button>
        )}
      </div>
      {data && <Board zones={zones} />}
      {!data && (error ? <ErrorBlock error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {may('muster') && <Musters />}
      {isStarting && <StartMuster zones={zones} onClose={() => setStarting(false)} />}
    </>
  );
}
