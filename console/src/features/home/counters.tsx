import { useMay, type Permission } from '../../api/session.js';
import type { StatisticsView } from '../../api/types.js';
import { useFormats, useT } from '../../i18n/t.js';
import type { TextKey } from '../../i18n/keys.js';
import { PageLink } from '../../ui/page-hooks.js';
import type { SearchValues } from '../../ui/page.js';

interface Counter {
  readonly title: TextKey;
  readonly value: string;
  readonly to: string;
  readonly search?: SearchValues;
  /** One of them is enough. */
  readonly needs: readonly Permission[];
  readonly isBad?: boolean;
}

/** Each number leads to what it counts. */
export function Counters({ numbers }: { readonly numbers: StatisticsView }) {
  const t = useT();
  const may = useMay();
  const { number } = useFormats();
  const { online, inSync, persons, eventsToday, waiting, failed } = numbers;
  const approved = Number(numbers.devices.approved ?? 0);
  const outOf = (count: number) => `${number(count)} / ${number(approved)}`;
  const counters: readonly Counter[] = [
    {
      title: 'home.online',
      value: outOf(online),
      to: '/devices',
      search: { status: 'approved' },
      needs: ['device.read'],
      isBad: online < approved,
    },
    {
      title: 'home.inSync',
      value: outOf(inSync),
      to: '/devices',
      search: { status: 'approved' },
      needs: ['device.read'],
      isBad: failed > 0,
    },
    { title: 'home.waiting', value: number(waiting), to: '/devices', needs: ['device.read'] },
    { title: 'home.persons', value: number(persons), to: '/people', needs: ['person.read', 'person.face'] },
    {
      title: 'home.eventsToday',
      value: number(eventsToday),
      to: '/events',
      search: { period: 'today' },
      needs: ['watch'],
    },
  ];
  return (
    <ul className="counters">
      {counters.map(({ title, value, to, search = {}, needs, isBad = false }) => {
        const content = (
          <>
            <span className={`counter-value${isBad ? ' counter-bad' : ''}`}>
              <bdi>{value}</bdi>
            </span>
            <span>{t(title)}</span>
          </>
        );
        return (
          <li key={title}>
            {needs.some(may) ? (
              <PageLink to={to} search={search} className="counter">
                {content}
              </PageLink>
            ) : (
              <span className="counter">{content}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
