import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/fields.js';
import { Time } from '../../ui/time.js';
import { kindName, placeName, Priority, type Alarm } from './alarm-words.js';

interface ListProps {
  readonly label: string;
  readonly alarms: readonly Alarm[];
  readonly chosen: string | undefined;
  readonly onOpen: (id: string) => void;
  /** Null where nothing can be ticked. */
  readonly ticked: ReadonlySet<string> | null;
  readonly onTick: (ids: readonly string[], isTicked: boolean) => void;
}

function Row({
  alarm,
  chosen,
  onOpen,
  ticked,
  onTick,
}: Omit<ListProps, 'label' | 'alarms'> & { readonly alarm: Alarm }) {
  const t = useT();
  const { id, kind, count, lastAt, state, active, priority } = alarm;
  const isNew = state === 'unacked' ? ' alarm-new' : '';
  return (
    <li className={`alarm alarm-${String(priority)}${isNew}${id === chosen ? ' chosen' : ''}`}>
      {ticked && (
        <Checkbox isSelected={ticked.has(id)} onChange={(is) => onTick([id], is)}>
          <span className="unseen">{t('ui.tick')}</span>
        </Checkbox>
      )}
      <button type="button" className="alarm-open" data-alarm={id} onClick={() => onOpen(id)}>
        <Priority priority={priority} />
        <strong>
          <bdi>{placeName(alarm)}</bdi>
        </strong>
        <span>{kindName(t, kind)}</span>
        {count > 1 && <span className="alarm-count">{t('alarms.times', { count })}</span>}
        <span className="grow" />
        <span className="muted small">{t(active ? 'alarms.lasts' : 'alarms.over')}</span>
        <Time at={lastAt} />
      </button>
    </li>
  );
}

export const AlarmList = ({ label, alarms, ...rest }: ListProps) => (
  <ul className="alarms" aria-label={label}>
    {alarms.map((alarm) => (
      <Row key={alarm.id} alarm={alarm} {...rest} />
    ))}
  </ul>
);

interface FloodProps extends ListProps {
  readonly onAcknowledge: ((ids: readonly string[]) => void) | null;
}

/** More than anybody can look at one by one: a line for each kind. */
export function Flood({ alarms, onAcknowledge, ...rest }: FloodProps) {
  const t = useT();
  const groups = new Map<string, Alarm[]>();
  for (const alarm of alarms) groups.set(alarm.kind, [...(groups.get(alarm.kind) ?? []), alarm]);
  return (
    <>
      <p className="flood" role="status">
        {t('alarms.flood', { count: alarms.length })}
      </p>
      {[...groups].map(([kind, own]) => (
        <details key={kind} className="alarm-group">
          <summary>
            <Priority priority={own[0]?.priority ?? 4} />
            <strong>{kindName(t, kind)}</strong>
            <span>{t('alarms.places', { count: own.length })}</span>
            <span className="muted">
              {t('alarms.times', { count: own.reduce((sum, { count }) => sum + count, 0) })}
            </span>
          </summary>
          {onAcknowledge && (
            <Button onPress={() => onAcknowledge(own.map(({ id }) => id))}>
              {t('alarms.acknowledgeMany', { count: own.length })}
            </Button>
          )}
          <AlarmList alarms={own} {...rest} />
        </details>
      ))}
    </>
  );
}
