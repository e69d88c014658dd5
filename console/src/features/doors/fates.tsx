import { useT } from '../../i18n/t.js';
import type { DoorAnswer } from './follow.js';

/** What has gone wrong stands on top, what is done at the end. */
const order = ['refused', 'failed', 'unanswered', 'expired', 'cancelled', 'queued', 'sent', 'done'];

export function Fates({ fates, isRunning }: { readonly fates: readonly DoorAnswer[]; readonly isRunning: boolean }) {
  const t = useT();
  const done = fates.filter(({ status }) => status === 'done').length;
  const sorted = fates.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  const whyOf = ({ reason, returnMeaning, status }: DoorAnswer) => {
    if (reason !== null) return t.loose(`doors.why-${reason}`, reason);
    return status === 'done' ? '' : (returnMeaning ?? '');
  };
  return (
    <>
      <p role="status">
        <strong>{t('doors.doneOf', { done, count: fates.length })}</strong> {isRunning && t('doors.waitingForRest')}
      </p>
      <ul className="fates">
        {sorted.map((fate) => (
          <li key={fate.doorId} className={`fate-${fate.status}`}>
            <bdi className="grow">{fate.name ?? fate.doorId}</bdi>
            <span>{t.loose(`ui.command-${fate.status}`, fate.status)}</span>
            <span className="muted">{whyOf(fate)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
