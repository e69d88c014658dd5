import type { ExplainView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Outcome } from '../outcome.js';
import { Chain } from './chain.js';
import { decisiveOf, sentenceOfCheck } from './check-words.js';
import { Held } from './held.js';
import { Mend } from './mend.js';
import './explain.css';

interface ExplanationProps {
  readonly explained: ExplainView;
  /** When it happened; left out where nothing has. */
  readonly happenedAt?: string | undefined;
  readonly onMended: () => void;
}

const outcomeOf = { granted: 'granted', refused: 'refused', unknown: 'other' } as const;

function snIn({ checks }: ExplainView): string | undefined {
  const sn = checks.find(({ check }) => check === 'door')?.params.sn;
  return typeof sn === 'string' ? sn : undefined;
}

/** A sentence, all that was looked at, what the device holds, and what mends it. */
export function Explanation({ explained, happenedAt, onMended }: ExplanationProps) {
  const t = useT();
  const { verdict, checks, held, fixes } = explained;
  const decisive = verdict === 'granted' ? undefined : decisiveOf(checks);
  return (
    <div className="explanation">
      <p className={`verdict verdict-${verdict}`} role="status">
        <Outcome outcome={outcomeOf[verdict]} />
        <span>
          {t(`explain.verdict-${verdict}`)} {decisive && sentenceOfCheck(t, decisive)}
        </span>
      </p>
      <Mend fixes={fixes} onMended={onMended} />
      <Chain checks={checks} />
      {checks.length > 0 && <Held held={held} happenedAt={happenedAt} sn={snIn(explained)} />}
    </div>
  );
}
