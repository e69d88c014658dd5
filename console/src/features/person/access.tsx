import { call, type Answer } from '../../api/call.js';
import { useLevels } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { ComboBox } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Waiting } from '../../ui/waiting.js';
import { useAct, useDoorsNow, useHeldLevels, useRefreshed } from './queries.js';

/** Where the person may go at this moment, and what the doors' devices hold of it. */
function DoorsNow({ pin }: { readonly pin: string }) {
  const t = useT();
  const asked = useDoorsNow(pin);
  const doors = asked.data?.items;
  return (
    <section className="stack" aria-label={t('person.mayOpen')}>
      <h2>{t('person.mayOpen')}</h2>
      <Waiting asked={asked} />
      {doors?.length === 0 && <p className="muted">{t('person.noDoor')}</p>}
      <ul className="person-list">
        {doors?.map(({ doorId, name, held, until }) => (
          <li key={doorId} className="row person-line">
            <PageLink to="/doors" search={{ door: doorId }}>
              <bdi>{name}</bdi>
            </PageLink>
            {until !== null && (
              <span className="muted small">{t('person.until', { time: until.slice(0, 16).replace('T', ' ') })}</span>
            )}
            <span className="grow" />
            <span className="muted">{t.loose(`person.right-${held.state}`, held.state)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Access({ pin }: { readonly pin: string }) {
  const may = useMay();
  return (
    <div className="person-columns">
      <Levels pin={pin} />
      {may('person.read') && <DoorsNow pin={pin} />}
    </div>
  );
}

type Held = Answer<'GET /persons/{pin}/levels'>['items'][number];

function LevelRow({ pin, level }: { readonly pin: string; readonly level: Held }) {
  const t = useT();
  const may = useMay();
  const { id, name, business, granted, inherited } = level;
  const isOfDoors = business === 'acc';
  const take = useAct(() => call('DELETE /access-levels/{id}/persons/{pin}', { path: { id, pin } }));
  return (
    <li className="row person-line">
      {isOfDoors && may('person.read') ? (
        <PageLink to="/levels" search={{ level: id }}>
          <bdi>{name}</bdi>
        </PageLink>
      ) : (
        <>
          <bdi>{name}</bdi>
          {!isOfDoors && <span className="muted small">{t(`person.business-${business}`)}</span>}
        </>
      )}
      {inherited && <span className="muted small">{t('person.byDepartment')}</span>}
      <span className="grow" />
      {granted && isOfDoors && may('level') && (
        <Button isDisabled={take.isPending} onPress={() => take.mutate()}>
          {t('person.takeLevel', { name })}
        </Button>
      )}
    </li>
  );
}

function GiveLevel({ pin, held }: { readonly pin: string; readonly held: readonly Held[] }) {
  const t = useT();
  const levels = useLevels();
  const refreshed = useRefreshed();
  const others = levels.filter(({ id }) => !held.some((one) => one.id === id && one.granted));
  const give = async (values: FormData) => {
    await call('PUT /access-levels/{id}/persons/{pin}', { path: { id: textIn(values, 'levelId'), pin } });
    await refreshed();
  };
  return (
    <Form onSubmit={give} submit={t('person.giveLevel')} isRepeated>
      <ComboBox name="levelId" label={t('person.level')} options={others} isRequired />
    </Form>
  );
}

function Levels({ pin }: { readonly pin: string }) {
  const t = useT();
  const may = useMay();
  const asked = useHeldLevels(pin);
  const held = asked.data?.items ?? [];
  return (
    <section className="stack" aria-label={t('person.levels')}>
      <h2>{t('person.levels')}</h2>
      <Waiting asked={asked} />
      {asked.data && held.length === 0 && <p className="muted">{t('person.noLevel')}</p>}
      <ul className="person-list">
        {held.map((level) => (
          <LevelRow key={level.id} pin={pin} level={level} />
        ))}
      </ul>
      {may('level') && <GiveLevel pin={pin} held={held} />}
    </section>
  );
}
