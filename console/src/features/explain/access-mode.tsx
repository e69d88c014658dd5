import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useT } from '../../i18n/t.js';
import { lookAgainAt, useMended } from '../../ui/explain/asked-again.js';
import { Explanation } from '../../ui/explain/explanation.js';
import { Empty } from '../../ui/states.js';
import { Waiting } from '../../ui/waiting.js';
import { AtField, CardField, DoorField, PersonField } from './asking.js';
import type { ModeProps } from './route.js';

/** Whether a person, a card or both may pass a door at a time. */
export function AccessMode(props: ModeProps) {
  const t = useT();
  const mended = useMended();
  const { doorId = '', pin, cardNo, at } = props.search;
  const isAsked = doorId !== '' && (pin !== undefined || cardNo !== undefined);
  const query = { doorId, ...defined({ pin, cardNo, at }) };
  const asked = useQuery({
    queryKey: ['sync', 'explain', 'access', query],
    queryFn: ({ signal }) => call('GET /explain/access', { query, signal }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => lookAgainAt(state.data),
  });
  return (
    <div className="explain-mode">
      <div className="explain-asked">
        <PersonField {...props} />
        <CardField {...props} />
        <DoorField {...props} />
        <AtField {...props} />
      </div>
      <h2 className="unseen">{t('explain.mode-access')}</h2>
      {isAsked ? <Waiting asked={asked} /> : <Empty icon="question" text={t('explain.ask')} />}
      {isAsked && asked.data && <Explanation explained={asked.data} onMended={mended} />}
    </div>
  );
}
