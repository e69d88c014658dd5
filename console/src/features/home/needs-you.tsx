import { useT } from '../../i18n/t.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Time } from '../../ui/time.js';
import type { Attention } from './attention.js';

const icons: Readonly<Record<Attention['severity'], IconName>> = { bad: 'close', warning: 'warning', news: 'plus' };

function Entry({ severity, device, text, tab, act }: Attention) {
  const { sn, name, online, lastSeenAt } = device;
  return (
    <li className={`attention attention-${severity}`}>
      <Icon name={icons[severity]} />
      <span className="grow">
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        {text} {severity === 'bad' && !online && lastSeenAt && <Time at={lastSeenAt} />}
      </span>
      <PageLink to={`/devices/${encodeURIComponent(sn)}`} search={{ tab }} className="button plain">
        {act}
      </PageLink>
    </li>
  );
}

/** One list of all that is not as it should be; quiet where there is nothing. */
export function NeedsYou({ entries }: { readonly entries: readonly Attention[] }) {
  const t = useT();
  return (
    <section aria-label={t('home.attention')}>
      <h2>{t('home.attention')}</h2>
      {entries.length === 0 ? (
        <p className="row all-well">
          <Icon name="check" /> {t('home.allWell')}
        </p>
      ) : (
        <ul className="attention-list">
          {entries.map((entry) => (
            <Entry {...entry} key={entry.key} />
          ))}
        </ul>
      )}
    </section>
  );
}
