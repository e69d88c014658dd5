import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call, callLoosely } from '../../api/call.js';
import { isProblem } from '../../api/problem.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { PageLink } from '../../ui/page-hooks.js';
import { ErrorBlock, Loading, sentenceOf } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { actOf, subjectOf, textOf, type Attention } from './attention.js';

const icons: Readonly<Record<Attention['severity'], IconName>> = { bad: 'close', warning: 'warning', news: 'plus' };
/** What is chosen with care is done on its page. */
const words = { sync: 'home.repair', closeDoor: 'home.closeDoor' } as const;
const wordOf = ({ fix }: Attention) => (fix?.code === 'sync' || fix?.code === 'closeDoor' ? words[fix.code] : null);

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
  const [to = '', search = ''] = (link ?? '').split('?');
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
        <PageLink to={to} search={Object.fromEntries(new URLSearchParams(search))} className="button plain">
          {actOf(t, item)}
        </PageLink>
      )}
    </li>
  );
}

/** One list of all that is not as it should be; quiet where there is nothing. */
export function NeedsYou() {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['attention'],
    queryFn: ({ signal }) => call('GET /attention', { signal }),
  });
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
