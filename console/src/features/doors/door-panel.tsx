import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { DoorShape } from '../../ui/door-shape.js';
import { useOutcomes } from '../../ui/event-names.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Time } from '../../ui/time.js';
import { DoorActions } from './door-actions.js';
import type { DoorOrders } from './door-orders.js';
import { shapeOf } from '../../ui/door-state.js';
import type { BoardDoor } from '../../live/doors.js';
import { Last } from './last.js';
import { Timeline } from './timeline.js';
import { WhoCanOpen } from './who-can-open.js';

function Facts({ door }: { readonly door: BoardDoor }) {
  const t = useT();
  const may = useMay();
  const outcomes = useOutcomes();
  const { state, last } = door;
  const outcome = last ? outcomes.get(last.eventNo) : undefined;
  return (
    <dl className="facts">
      {state.since !== null && (
        <>
          <dt>{t('doors.since')}</dt>
          <dd>
            <Time at={state.since} />
          </dd>
        </>
      )}
      {state.until !== null && (
        <>
          <dt>{t('doors.heldUntil')}</dt>
          <dd>
            <Time at={state.until} />
          </dd>
        </>
      )}
      {state.alarms.length > 0 && (
        <>
          <dt>{t('doors.alarms')}</dt>
          <dd>{state.alarms.map((alarm) => t(`doors.alarm-${alarm}`)).join(', ')}</dd>
        </>
      )}
      {last && (
        <>
          <dt>{t('doors.last')}</dt>
          <dd>
            <Last last={last} outcome={outcome} />{' '}
            {outcome === 'refused' && may('person.read') && (
              <PageLink to="/events" search={{ event: last.eventId }}>
                {t('explain.why')}
              </PageLink>
            )}
          </dd>
        </>
      )}
      <dt>{t('doors.device')}</dt>
      <dd>
        {may('device.read') ? (
          <PageLink to={`/devices/${encodeURIComponent(door.sn)}`}>
            <bdi>{door.deviceName}</bdi>
          </PageLink>
        ) : (
          <bdi>{door.deviceName}</bdi>
        )}
      </dd>
      <dt>{t('doors.number')}</dt>
      <dd>{door.number}</dd>
    </dl>
  );
}

interface PanelProps {
  readonly door: BoardDoor;
  readonly orders: DoorOrders;
}

export function DoorPanel({ door, orders }: PanelProps) {
  const t = useT();
  const may = useMay();
  return (
    <>
      <DoorShape state={shapeOf(door.state)} size={28} />
      <DoorActions door={door} followed={orders.of(door.id)} order={(order) => orders.give(door, order)} />
      <Facts door={door} />
      <Timeline doorId={door.id} />
      <PageLink to="/events" search={{ door: door.id }}>
        {t('doors.events')}
      </PageLink>
      {may('person.read') && <WhoCanOpen doorId={door.id} />}
    </>
  );
}
