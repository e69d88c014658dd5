import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { useEventName } from '../event-names.js';
import { Waiting } from '../waiting.js';
import { lookAgainAt, useMended } from './asked-again.js';
import { ChangedSince } from './changed-since.js';
import { Explanation } from './explanation.js';

interface WhyEventProps {
  readonly id: string;
  readonly happenedAt?: string | undefined;
}

/** Why a device let somebody pass, or did not. */
export function WhyEvent({ id, happenedAt }: WhyEventProps) {
  const t = useT();
  const mended = useMended();
  const eventName = useEventName();
  const asked = useQuery({
    queryKey: ['sync', 'explain', 'event', id],
    queryFn: ({ signal }) => call('GET /explain/events/{eventId}', { path: { eventId: id }, signal }),
    refetchInterval: ({ state }) => lookAgainAt(state.data),
  });
  const { data } = asked;
  return (
    <section className="stack" aria-label={t('explain.why')}>
      <Waiting asked={asked} />
      {data && (
        <>
          <p className="muted">
            {t('explain.deviceSays')}{' '}
            <bdi>{eventName({ eventNo: data.device.eventNo, eventName: data.device.name })}</bdi>{' '}
            <bdi>({data.device.eventNo})</bdi>
          </p>
          {data.checks.length === 0 ? (
            <p>{t('explain.ofNobody')}</p>
          ) : (
            <Explanation explained={data} happenedAt={happenedAt} onMended={mended} />
          )}
          <ChangedSince numbers={data.changedSince} />
        </>
      )}
    </section>
  );
}
