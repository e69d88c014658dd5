import { useQuery } from '@tanstack/react-query';
import { call, type Answer, type ItemOf } from '../../api/call.js';
import { useFormats, useT } from '../../i18n/t.js';
import type { DoorShapeName } from '../../ui/door-shape.js';
import { Time } from '../../ui/time.js';
import { Waiting } from '../../ui/waiting.js';
import { shapeOf } from '../../ui/door-state.js';

type Told = Answer<'GET /doors/{id}/timeline'>;
type Passage = Exclude<ItemOf<'GET /events'>, { type: 'door.state' }>;

/** A stretch of the day in one state; `from` and `size` are parts of the whole. */
interface Stretch {
  readonly shape: DoorShapeName;
  readonly at: string;
  readonly from: number;
  readonly size: number;
}

const hourMs = 3_600_000;
const hours = [0, 6, 12, 18, 24] as const;

const momentOf = (at: string) => new Date(at).getTime();

function stretchesOf({ from, to, items }: Told): readonly Stretch[] {
  const [begin, end] = [momentOf(from), momentOf(to)];
  return items.map((entry, index) => {
    const start = Math.max(begin, momentOf(entry.at));
    const next = items[index + 1];
    const stop = next === undefined ? end : Math.max(begin, momentOf(next.at));
    return {
      shape: shapeOf(entry),
      at: entry.at,
      from: (start - begin) / (end - begin),
      size: (stop - start) / (end - begin),
    };
  });
}

/** The last 24 hours of a door: how it stood, and who passed or was refused. A list says the same in words. */
export function Timeline({ doorId }: { readonly doorId: string }) {
  const t = useT();
  const formats = useFormats();
  const asked = useQuery({
    queryKey: ['events', 'timeline', doorId],
    queryFn: async ({ signal }) => {
      const from = new Date(Date.now() - 24 * hourMs).toISOString();
      const [told, { items: passages }] = await Promise.all([
        call('GET /doors/{id}/timeline', { path: { id: doorId }, query: { from }, signal }),
        call('GET /events', { query: { doorId, order: 'newest', limit: 500 }, signal }),
      ]);
      return { told, passages: passages as Passage[] };
    },
  });
  if (!asked.data) return <Waiting asked={asked} />;
  const { told, passages } = asked.data;
  const stretches = stretchesOf(told);
  const [begin, end] = [momentOf(told.from), momentOf(told.to)];
  const marks = passages.filter(({ outcome, happenedAt }) => outcome !== 'other' && momentOf(happenedAt) >= begin);
  const placeOf = ({ happenedAt }: Passage) => (1000 * (momentOf(happenedAt) - begin)) / (end - begin);
  return (
    <section className="stack" aria-label={t('doors.day')}>
      <h3>{t('doors.day')}</h3>
      <svg className="timeline" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">
        <rect className="timeline-unknown" x="0" y="12" width="1000" height="16" />
        {stretches.map(({ shape, at, from, size }) => (
          <rect key={at} className={`timeline-${shape}`} x={from * 1000} y="12" width={size * 1000} height="16" />
        ))}
        {marks.map((mark) => (
          <rect
            key={mark.id}
            className={`mark-${mark.outcome}`}
            x={placeOf(mark) - 1}
            y={mark.outcome === 'granted' ? 2 : 30}
            width="3"
            height="8"
          />
        ))}
      </svg>
      <div className="timeline-hours" aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour}>{formats.time(new Date(begin + hour * hourMs)).slice(0, 5)}</span>
        ))}
      </div>
      <details>
        <summary>{t('doors.changes', { count: stretches.length })}</summary>
        <ul className="timeline-list">
          {[...stretches].reverse().map(({ shape, at }) => (
            <li key={at}>
              <Time at={at} /> {t(`ui.door-${shape}`)}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
