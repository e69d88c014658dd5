import { useT } from '../../i18n/t.js';
import { Avatar } from '../../ui/avatar.js';
import { Icon } from '../../ui/icon.js';
import { personName } from '../../ui/person-name.js';
import { Time } from '../../ui/time.js';
import type { MarkState } from './marks.js';
import type { MusterPerson } from './queries.js';

const choices = [
  ['safe', 'check'],
  ['missing', 'question'],
  ['notHere', 'out'],
] as const;

interface RowProps {
  readonly person: MusterPerson;
  /** What was said has not reached the gateway. */
  readonly isWaiting: boolean;
  readonly onSay: (pin: string, name: string, state: MarkState) => void;
}

function Facts({ person }: { readonly person: MusterPerson }) {
  const t = useT();
  const { since, lastDoor, phone = '', added } = person;
  return (
    <p className="muted small">
      {since && (
        <>
          {t('inside.since')} <Time at={since} />{' '}
        </>
      )}
      {lastDoor && <bdi>{lastDoor.name}</bdi>} {added && t('inside.added')}{' '}
      {phone !== '' && (
        <a href={`tel:${phone}`}>
          <bdi>{phone}</bdi>
        </a>
      )}
    </p>
  );
}

function Said({ person, isWaiting }: Pick<RowProps, 'person' | 'isWaiting'>) {
  const t = useT();
  const { state, at, readerId } = person;
  if (state === null) return null;
  return (
    <p className="small">
      <strong>{t.loose(`inside.state-${state}`, state)}</strong> {at && <Time at={at} />}{' '}
      {readerId !== null && !isWaiting && t('inside.atReader')}
      {isWaiting && <em>{t('inside.notSent')}</em>}
    </p>
  );
}

/** A person with the three large buttons. */
export function MusterRow({ person, isWaiting, onSay }: RowProps) {
  const t = useT();
  const name = personName(person);
  const { pin, visitor, hostName, deptName, state } = person;
  return (
    <li className={`muster-row state-${state ?? 'unmarked'}`}>
      <Avatar pin={pin} name={name} photoAt={person.photoAt} size={64} />
      <div className="grow">
        <p>
          <strong>
            <bdi>{name}</bdi>
          </strong>{' '}
          <bdi className="muted">
            {visitor ? t('inside.visits', { host: hostName === '' ? '?' : hostName }) : deptName}
          </bdi>
        </p>
        <Facts person={person} />
        <Said person={person} isWaiting={isWaiting} />
      </div>
      <div className="muster-marks no-print" role="group" aria-label={name}>
        {choices.map(([choice, icon]) => (
          <button
            key={choice}
            type="button"
            className={`mark mark-${choice}`}
            aria-pressed={state === choice}
            onClick={() => onSay(pin, name, choice)}
          >
            <Icon name={icon} /> {t.loose(`inside.state-${choice}`, choice)}
          </button>
        ))}
      </div>
    </li>
  );
}
