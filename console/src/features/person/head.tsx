import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useFormats, useT, type Translate } from '../../i18n/t.js';
import { Avatar } from '../../ui/avatar.js';
import { Button } from '../../ui/button.js';
import { personName } from '../../ui/person-name.js';
import { toast } from '../../ui/toast.js';
import { Erase } from './erase.js';
import { Leaving } from './leaving.js';
import { useAct, useDoorsNow, type Person } from './queries.js';

/** Whether the person may enter, as far as their own fields say. */
function validityOf(t: Translate, person: Person): string {
  const { leftOn, leaveDate, isDisabled, accStartTime, accEndTime } = person;
  if (leftOn) return t('person.leftOn', { day: leftOn });
  if (isDisabled) return t('person.disabled');
  if (leaveDate) return t('person.leavesOn', { day: leaveDate });
  if (accStartTime && accEndTime) {
    return t('person.between', { from: accStartTime.slice(0, 16), to: accEndTime.slice(0, 16) });
  }
  if (accStartTime) return t('person.from', { time: accStartTime.slice(0, 16) });
  if (accEndTime) return t('person.until', { time: accEndTime.slice(0, 16) });
  return t('person.noLimit');
}

function DoorsNow({ pin }: { readonly pin: string }) {
  const t = useT();
  const formats = useFormats();
  const { data } = useDoorsNow(pin);
  if (!data) return null;
  return <span>{t('person.doorsNow', { count: data.items.length, number: formats.number(data.items.length) })}</span>;
}

/** Who it is, whether they may enter, and the acts that end or begin that. */
export function Head({ person }: { readonly person: Person }) {
  const t = useT();
  const may = useMay();
  const name = personName(person);
  const { pin, deptName, photoAt, leftOn, isDisabled } = person;
  const reinstate = useAct(async () => {
    await call('POST /persons/{pin}/reinstate', { path: { pin }, body: {} });
    toast('good', t('person.reinstated', { name }));
  });
  const isOut = Boolean(leftOn) || isDisabled;
  return (
    <header className="person-head">
      <Avatar pin={pin} name={name} photoAt={photoAt} size={64} />
      <div className="grow">
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <p className="person-facts">
          <bdi>{pin}</bdi>
          <bdi>{deptName}</bdi>
          {may('person.read') && <span className={isOut ? 'person-out' : ''}>{validityOf(t, person)}</span>}
          {may('person.read') && <DoorsNow pin={pin} />}
        </p>
      </div>
      {may('person') && (
        <div className="row">
          {leftOn ? (
            <Button kind="main" isDisabled={reinstate.isPending} onPress={() => reinstate.mutate()}>
              {t('person.reinstate')}
            </Button>
          ) : null}
          <Leaving person={person} />
          {may('erase') && <Erase person={person} />}
        </div>
      )}
    </header>
  );
}
