import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call, callLoosely } from '../../api/call.js';
import { isProblem } from '../../api/problem.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { PageLink, useGo } from '../../ui/page-hooks.js';
import { usePageLetters } from '../../ui/page-letters.js';
import type { SearchValues } from '../../ui/page.js';
import { ErrorBlock, Loading, sentenceOf } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { actOf, subjectOf, textOf, type Attention } from './attention.js';

const icons: Readonly<Record<Attention['severity'], IconName>> = { bad: 'close', warning: 'warning', news: 'plus' };
/** What is chosen with care is done on its page. */
const words = { sync: 'home.repair', closeDoor: 'home.closeDoor' } as const;
const wordOf = ({ fix }: Attention) => (fix?.code === 'sync' || fix?.code === 'closeDoor' ? words[fix.code] : null);

/** `/doors?door=17` as a page and what stands behind it. */
function placeOf(link: string): [to: string, search: SearchValues] {
  const [to = '', search = ''] = link.split('?');
  return [to, Object.fromEntries(new URLSearchParams(search))];
}

function Entry({ item }: { readonly item: Attention }) {
  const t = useT();
  const queries = useQueryClient();
  const { severity, since, link, fix } = item;
  const word = wordOf(item);
  const mend = async () => {
    if (!fix) return;
    try {
      await callLoosely(fix.method, fix.path, { body: fix.body });
      toast('good', t('home.asked'));
    } catch (error) {
      if (!isProblem(error)) throw error;
      toast('bad', sentenceOf(t, error));
    }
    await queries.invalidateQueries({ queryKey: ['attention'] });
  };
  const [to, search] = placeOf(link ?? '');
  return (
    <li className={`attention attention-${severity}`}>
      <Icon name={icons[severity]} />
      <span className="grow">
        <strong>
          <bdi>{subjectOf(item)}</bdi>
        </strong>{' '}
        {textOf(t, item)} {severity !== 'news' && since !== null && <Time at={since} />}
      </span>
      {word && <Button onPress={() => void mend()}>{t(word)}</Button>}
      {link !== null && (
        <PageLink to={to} search={search} className="button plain">
          {actOf(t, item)}
        </PageLink>
      )}
    </li>
  );
}

/** One list of all that is not as it should be; quiet where there is nothing. */
export function NeedsYou() {
  const t = useT();
  const go = useGo();
  const { data, error, refetch } = useQuery({
    queryKey: ['attention'],
    queryFn: ({ signal }) => call('GET /attention', { signal }),
  });
  const items = data?.items ?? [];
  usePageLetters(
    items.slice(0, 9).flatMap((item, at) => {
      const { link } = item;
      if (link === null) return [];
      const name = `${subjectOf(item)} ${textOf(t, item)}`.trim();
      return [{ letter: String(at + 1), name, act: () => go(...placeOf(link)) }];
    }),
  );
  const content = () => {
    if (error && !data) return <ErrorBlock error={error} onRetry={() => void refetch()} />;
    if (!data) return <Loading />;
    if (data.items.length === 0) {
      return (
        <p className="row all-well">
          <Icon name="check" /> {t('home.allWell')}
        </p>
      );
    }
    return (
      <ul className="attention-list">
        {data.items.map((item) => (
          <Entry item={item} key={JSON.stringify([item.code, item.params])} />
        ))}
      </ul>
    );
  };
  return (
    <section aria-label={t('home.attention')}>
      <h2>{t('home.attention')}</h2>
      {content()}
    </section>
  );
}
