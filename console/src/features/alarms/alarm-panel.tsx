import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Time } from '../../ui/time.js';
import { tellError } from '../../ui/told.js';
import type { Asked } from './alarm-forms.js';
import { kindName, Priority, type Alarm } from './alarm-words.js';
import { goOnAt, placeOf } from './keep-place.js';

function Facts({ alarm }: { readonly alarm: Alarm }) {
  const t = useT();
  const { kind, priority, deviceName, sn, doorName, firstAt, lastAt, count, ack, shelvedUntil, shelveReason } = alarm;
  return (
    <dl className="facts">
      <dt>{t('alarms.kind')}</dt>
      <dd>
        <Priority priority={priority} /> {kindName(t, kind)}
      </dd>
      {doorName !== null && (
        <>
          <dt>{t('alarms.door')}</dt>
          <dd>
            <bdi>{doorName}</bdi>
          </dd>
        </>
      )}
      <dt>{t('alarms.device')}</dt>
      <dd>
        <bdi>{deviceName ?? sn}</bdi>
      </dd>
      <dt>{t('alarms.first')}</dt>
      <dd>
        <Time at={firstAt} isWhole />
      </dd>
      <dt>{t('alarms.last')}</dt>
      <dd>
        <Time at={lastAt} isWhole /> {count > 1 && t('alarms.times', { count })}
      </dd>
      {ack && (
        <>
          <dt>{t('alarms.ackedBy')}</dt>
          <dd>
            <bdi>{ack.by}</bdi>, <Time at={ack.at} isWhole />: {t.loose(`alarms.outcome-${ack.outcome}`, ack.outcome)}{' '}
            <bdi>{ack.note}</bdi>
          </dd>
        </>
      )}
      {shelvedUntil !== null && (
        <>
          <dt>{t('alarms.shelvedUntil')}</dt>
          <dd>
            <Time at={shelvedUntil} isWhole /> <bdi>{shelveReason}</bdi>
          </dd>
        </>
      )}
    </dl>
  );
}

interface PanelProps {
  readonly alarm: Alarm;
  readonly onAsk: (asked: Asked) => void;
}

function Acts({ alarm: { id, priority, ack, state }, onAsk }: PanelProps) {
  const t = useT();
  const may = useMay();
  const queries = useQueryClient();
  const tell = tellError(t);
  const unshelve = async () => {
    const place = placeOf([id]);
    try {
      await call('POST /alarms/{id}/unshelve', { path: { id } });
    } catch (error) {
      tell(error);
    }
    await queries.invalidateQueries({ queryKey: ['alarms'] });
    goOnAt(place);
  };
  const no = may('alarm.ack') ? null : t('ui.noPermission');
  const never = priority === 1 ? t('alarms.neverShelved') : null;
  return (
    <div className="row alarm-acts">
      {ack === null && (
        <Button kind="main" reason={no} onPress={() => onAsk({ what: 'ack', ids: [id] })}>
          {t('alarms.acknowledge')}
        </Button>
      )}
      <Button reason={no} onPress={() => onAsk({ what: 'note', ids: [id] })}>
        {t('alarms.addNote')}
      </Button>
      {state === 'shelved' && (
        <Button reason={no} onPress={() => void unshelve()}>
          {t('alarms.unshelve')}
        </Button>
      )}
      {ack === null && state !== 'shelved' && (
        <Button reason={no ?? never} onPress={() => onAsk({ what: 'shelve', ids: [id] })}>
          {t('alarms.shelve')}
        </Button>
      )}
    </div>
  );
}

function Notes({ alarm: { notes } }: Pick<PanelProps, 'alarm'>) {
  const t = useT();
  if (notes.length === 0) return null;
  return (
    <section>
      <h3>{t('alarms.notes')}</h3>
      <ul className="alarm-notes">
        {notes.map(({ by, at, note }) => (
          <li key={at}>
            <bdi>{note}</bdi>{' '}
            <span className="muted small">
              <bdi>{by}</bdi> <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function AlarmPanel({ alarm, onAsk }: PanelProps) {
  const t = useT();
  const may = useMay();
  const { instruction, doorId, sn } = alarm;
  return (
    <div className="stack">
      {instruction !== '' && (
        <section className="instruction">
          <h3>{t('alarms.instruction')}</h3>
          <p>
            <bdi>{instruction}</bdi>
          </p>
        </section>
      )}
      <Acts alarm={alarm} onAsk={onAsk} />
      <Facts alarm={alarm} />
      <Notes alarm={alarm} />
      {doorId !== null && (
        <PageLink to="/doors" search={{ door: doorId }}>
          {t('alarms.toDoor')}
        </PageLink>
      )}
      {doorId === null && sn !== '' && may('device.read') && (
        <PageLink to={`/devices/${encodeURIComponent(sn)}`}>{t('alarms.toDevice')}</PageLink>
      )}
    </div>
  );
}
