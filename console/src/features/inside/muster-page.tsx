import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { actorName } from '../../ui/actor-name.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Icon } from '../../ui/icon.js';
import { PageLink, usePageSearch, usePathValue } from '../../ui/page-hooks.js';
import { personName } from '../../ui/person-name.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { tellError } from '../../ui/told.js';
import { AddPerson } from './add-person.js';
import { mark, useWaitingMarks, type Mark, type MarkState } from './marks.js';
import { MusterRow } from './muster-row.js';
import { useMuster, type Muster, type MusterPerson } from './queries.js';
import { Report } from './report.js';
import { musterPage } from './route.js';
import { Elapsed } from './elapsed.js';
import './inside.css';

const stateOf = ({ state }: MusterPerson) => state ?? 'unmarked';

/** People as the gateway knows them, with what waits to be sent laid over. */
function withMarks({ id, persons }: Muster, marks: readonly Mark[]): MusterPerson[] {
  const own = new Map(marks.filter(({ muster }) => muster === id).map((one) => [one.pin, one]));
  return persons.map((person) => {
    const said = own.get(person.pin);
    return said && (person.at === null || said.at > person.at) ? { ...person, state: said.state, at: said.at } : person;
  });
}

const fits = (person: MusterPerson, q = '') =>
  [personName(person), person.pin, person.deptName, person.hostName].some((text) =>
    text.toLowerCase().includes(q.toLowerCase()),
  );

const filters = ['unmarked', 'missing', 'safe', 'notHere'] as const;

function Counting({ muster }: { readonly muster: Muster }) {
  const t = useT();
  const client = useQueryClient();
  const tell = tellError(t);
  const [search, setSearch] = usePageSearch(musterPage);
  const [isEnding, setEnding] = useState(false);
  const refused = (error: unknown) => tell(error);
  const fetchAgain = () => void client.invalidateQueries({ queryKey: ['inside'] });
  const waiting = useWaitingMarks(refused, fetchAgain);
  const people = withMarks(muster, waiting);
  const isWaiting = new Set(waiting.filter(({ muster: of }) => of === muster.id).map(({ pin }) => pin));
  const shown = people.filter(
    (person) => fits(person, search.q) && (search.state === undefined || stateOf(person) === search.state),
  );
  const say = (pin: string, name: string, state: MarkState) =>
    mark({ muster: muster.id, pin, name, state, at: new Date().toISOString() }, refused);
  const end = () => {
    call('POST /musters/{id}/end', { path: { id: muster.id } })
      .then(() => client.invalidateQueries({ queryKey: ['inside'] }))
      .catch(tell);
  };
  const counted = (state: (typeof filters)[number]) => people.filter((person) => stateOf(person) === state).length;
  const left = counted('unmarked') + counted('missing');

  return (
    <>
      <div className="row">
        <h1 className="grow">
          {t(muster.drill ? 'inside.drill' : 'inside.muster')}{' '}
          <bdi className="muted">{muster.zones.map(({ name }) => name).join(', ')}</bdi>
        </h1>
        <Elapsed from={muster.startedAt} to={muster.endedAt} />
        <Button onPress={() => window.print()}>
          <Icon name="printer" /> {t('inside.print')}
        </Button>
        {muster.endedAt === null && (
          <Button kind="main" onPress={() => setEnding(true)}>
            {t('inside.end')}
          </Button>
        )}
      </div>
      <p className="muted">
        {t('inside.startedBy')} <Time at={muster.startedAt} isWhole /> · <bdi>{actorName(muster.startedBy)}</bdi>
      </p>
      {waiting.length > 0 && (
        <p className="inside-waiting" role="status">
          <Icon name="warning" /> {t('inside.waiting', { count: waiting.length })}
        </p>
      )}
      <ul className="inside-counts" aria-label={t('inside.counts')}>
        {filters.map((state) => (
          <li key={state}>
            <button
              type="button"
              className={`count-${state}`}
              aria-pressed={search.state === state}
              onClick={() => setSearch({ state: search.state === state ? undefined : state })}
            >
              <strong>{counted(state)}</strong> {t.loose(`inside.state-${state}`, state)}
            </button>
          </li>
        ))}
      </ul>
      {muster.report && <Report report={muster.report} />}
      <div className="no-print stack">
        <FilterBar text={search.q} onText={(q) => setSearch({ q })} tokens={[]} choices={[]} total={shown.length} />
      </div>
      {shown.length === 0 && (
        <Empty icon="people" text={t(people.length === 0 ? 'inside.nobody' : 'ui.nothingFound')} />
      )}
      <ul className="muster-people" aria-label={t('inside.people')}>
        {shown.map((person) => (
          <MusterRow key={person.pin} person={person} isWaiting={isWaiting.has(person.pin)} onSay={say} />
        ))}
      </ul>
      <AddPerson known={people} onAdd={(pin, name) => say(pin, name, 'safe')} />
      <Confirm
        title={t('inside.end')}
        text={t('inside.endText', { count: left })}
        act={t('inside.end')}
        isOpen={isEnding}
        onClose={() => setEnding(false)}
        onAct={end}
      />
    </>
  );
}

export default function MusterPage() {
  const t = useT();
  const { data, error, isPending, refetch } = useMuster(usePathValue('muster'));
  return (
    <>
      <p className="no-print">
        <PageLink to="/inside">{t('inside.title')}</PageLink>
      </p>
      {isPending && <Loading />}
      {error && !data && <ErrorBlock error={error} onRetry={() => void refetch()} />}
      {data && <Counting muster={data} />}
    </>
  );
}
