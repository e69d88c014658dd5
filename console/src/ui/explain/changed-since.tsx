import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { actorName } from '../actor-name.js';
import { Time } from '../time.js';

const most = 200;

/** What was changed after it happened, so that the facts of today may be others; who may read the audit reads what. */
export function ChangedSince({ numbers }: { readonly numbers: readonly number[] }) {
  const t = useT();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['audit', 'newest'],
    queryFn: ({ signal }) => call('GET /audit', { query: { limit: most }, signal }),
    enabled: numbers.length > 0 && may('audit'),
  });
  if (numbers.length === 0) return null;
  const rows = data?.items.filter(({ seq }) => numbers.includes(seq)) ?? [];
  return (
    <section>
      <h3>{t('explain.changedSince')}</h3>
      <p>{t('explain.changes', { count: numbers.length })}</p>
      <ul className="changes">
        {rows.map(({ seq, at, actor, action }) => (
          <li key={seq}>
            <Time at={at} /> <bdi>{actorName(actor)}</bdi> <bdi className="muted">{action}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
