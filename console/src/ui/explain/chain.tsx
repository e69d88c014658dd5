import { useMay } from '../../api/session.js';
import type { CheckView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Icon, type IconName } from '../icon.js';
import { PageLink } from '../page-hooks.js';
import { pageOfCheck, sentenceOfCheck } from './check-words.js';

const marks: Readonly<Record<string, readonly [icon: IconName, word: 'fine' | 'refuses' | 'deviceKnows']>> = {
  true: ['check', 'fine'],
  false: ['close', 'refuses'],
  null: ['question', 'deviceKnows'],
};

function Check({ check }: { readonly check: CheckView }) {
  const t = useT();
  const may = useMay();
  const [icon, word] = marks[String(check.ok)] ?? ['question', 'deviceKnows'];
  const page = pageOfCheck(check);
  const title = t(`explain.check-${check.check}`);
  return (
    <li className={`check check-${word}`}>
      <span className="check-mark">
        <Icon name={icon} size={16} />
        <span className="unseen">{t(`explain.${word}`)}</span>
      </span>
      <span className="check-name">
        {page && may(page.permission) ? (
          <PageLink to={page.to} search={page.search}>
            {title}
          </PageLink>
        ) : (
          title
        )}
      </span>
      <span className="check-said">
        {sentenceOfCheck(t, check)}
        {word === 'deviceKnows' && <span className="muted"> {t('explain.deviceKnows')}</span>}
      </span>
    </li>
  );
}

/** All that is looked at, in its order. */
export function Chain({ checks }: { readonly checks: readonly CheckView[] }) {
  const t = useT();
  return (
    <ol className="checks" aria-label={t('explain.checks')}>
      {checks.map((check) => (
        <Check key={`${check.check}-${check.code}`} check={check} />
      ))}
    </ol>
  );
}
