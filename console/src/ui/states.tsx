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

/** The sentence for a refusal: ours where there is one for its kind, else the gateway's own in English. */
export function sentenceOf(t: Translate, problem: Problem): string {
  const known = t.loose(`ui.problem-${problem.reason}`, '');
  return known === '' ? problem.message : known;
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
      {isProblem(error) && error.message !== text && <p className="small muted">{error.message}</p>}
      {onRetry && <Button onPress={onRetry}>{t('ui.retry')}</Button>}
    </div>
  );
}

/** Who follows a link to a page that is not theirs. */
export function NoRight() {
  const t = useT();
  return <Empty icon="lock" text={t('ui.noRight')} />;
}
