import type { ReactNode } from 'react';
import { isProblem, type Problem } from '../api/problem.js';
import { useT, type Translate } from '../i18n/t.js';
import { Button } from './button.js';
import { Icon, type IconName } from './icon.js';
import './states.css';

/** One sentence, and the button that ends it. */
export function Empty({ icon = 'info', text, children }: { icon?: IconName; text: string; children?: ReactNode }) {
  return (
    <div className="state">
      <Icon name={icon} size={28} />
      <p>{text}</p>
      {children}
    </div>
  );
}

export function Loading() {
  const t = useT();
  return (
    <div className="state loading" role="status">
      <span className="spinner" aria-hidden="true" />
      <p>{t('ui.loading')}</p>
    </div>
  );
}

/** For a kind of refusal that has no sentence of its own, such as personNotFound. */
const byStatus: Readonly<Record<number, string>> = { 403: 'forbidden', 404: 'notFound', 429: 'tooMany' };

/** Ours for a refusal; undefined where there is none. */
function ownSentence(t: Translate, { reason, status }: Problem): string | undefined {
  const known = t.loose(`ui.problem-${reason}`, '') || t.loose(`ui.problem-${byStatus[status] ?? ''}`, '');
  return known === '' ? undefined : known;
}

/** The sentence for a refusal: ours where there is one for its kind, else the gateway's own in English. */
export const sentenceOf = (t: Translate, problem: Problem): string => ownSentence(t, problem) ?? problem.message;

/** What the gateway says in English, for whoever looks for the cause. */
function Detail({ text }: { readonly text: string }) {
  const t = useT();
  return (
    <details className="small muted">
      <summary>{t('ui.detail')}</summary>
      <bdi lang="en">{text}</bdi>
    </details>
  );
}

interface ErrorBlockProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** In the place of what failed; all else on the page stays. */
export function ErrorBlock({ error, onRetry }: ErrorBlockProps) {
  const t = useT();
  const text = isProblem(error) ? sentenceOf(t, error) : t('ui.fault');
  return (
    <div className="state error" role="alert">
      <Icon name="warning" size={28} />
      <p>{text}</p>
      {isProblem(error) && error.message !== text && <Detail text={error.message} />}
      {onRetry && <Button onPress={onRetry}>{t('ui.retry')}</Button>}
    </div>
  );
}

/** Who follows a link to a page that is not theirs. */
export function NoRight() {
  const t = useT();
  return <Empty icon="lock" text={t('ui.noRight')} />;
}
