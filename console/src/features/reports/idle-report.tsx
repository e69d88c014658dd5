import { call, type ItemOf } from '../../api/call.js';
import { useFormats, useT } from '../../i18n/t.js';
import { Figure } from '../../ui/chart/figure.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { Report } from './report.js';

const days = 90;
/** In the table and the file; fewer are shown at once. */
const most = 1_000;
const shown = 10;

type Idle = ItemOf<'GET /statistics/idle'>;

const nameOf = ({ name, lastName, pin }: Idle) => [name, lastName].join(' ').trim() || pin;
const linkOf = ({ pin }: Idle) => ({ to: `/people/${encodeURIComponent(pin)}`, search: {} });

function Row({ item, isCard }: { readonly item: Idle; readonly isCard: boolean }) {
  const t = useT();
  return (
    <li className="idle">
      <span className="grow">
        <PageLink {...linkOf(item)}>
          <bdi>{isCard ? item.cardNo : nameOf(item)}</bdi>
        </PageLink>{' '}
        <bdi className="muted">{isCard ? nameOf(item) : item.deptName}</bdi>
      </span>
      <span className="muted">{item.lastSeen === null ? t('reports.never') : <Time at={item.lastSeen} isWhole />}</span>
    </li>
  );
}

/** Whose rights nobody uses: people who have not come, or cards. */
export function IdleReport({ of }: { readonly of: 'persons' | 'cards' }) {
  const t = useT();
  const { dateTime, number } = useFormats();
  const isCard = of === 'cards';
  const title = t(isCard ? 'reports.idleCards' : 'reports.idlePersons', { days });
  const query = { of, days, limit: most, count: 'true' as const };
  return (
    <Report title={title} asked={query} ask={(signal) => call('GET /statistics/idle', { query, signal })}>
      {({ items, total }) => {
        const table = {
          head: [
            t('reports.pin'),
            t('reports.name'),
            t('reports.department'),
            t('reports.card'),
            t('reports.lastSeen'),
          ],
          rows: items.map((item) => ({
            id: isCard ? item.cardNo : item.pin,
            cells: [
              ...[item.pin, nameOf(item), item.deptName, item.cardNo],
              item.lastSeen === null ? t('reports.never') : dateTime(new Date(item.lastSeen)),
            ],
            link: linkOf(item),
          })),
        };
        return (
          <Figure
            title={title}
            name={of}
            table={table}
            hint={t('reports.found', { count: number(total ?? items.length) })}
          >
            {items.length === 0 ? (
              <Empty icon="check" text={t('reports.nobody')} />
            ) : (
              <ul className="idle-list">
                {items.slice(0, shown).map((item) => (
                  <Row key={`${item.pin} ${item.cardNo}`} item={item} isCard={isCard} />
                ))}
              </ul>
            )}
          </Figure>
        );
      }}
    </Report>
  );
}
