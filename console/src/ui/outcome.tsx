import { useT } from '../i18n/t.js';
import './outcome.css';

export type OutcomeName = 'granted' | 'refused' | 'alarm' | 'other';

/** On a field of 16 by 16. Told apart by outline, then by colour; what was granted is usual and stays quiet. */
const drawings: Readonly<Record<OutcomeName, string>> = {
  granted: 'M3 8.500l3.500 3.500L13 4.500',
  refused: 'M4 4l8 8M12 4l-8 8',
  alarm: 'M8 1l7 7-7 7-7-7z',
  other: 'M5 8h6',
};

interface OutcomeProps {
  readonly outcome?: OutcomeName | undefined;
  /** The word is seen, too, where no name of the event stands beside it. */
  readonly isWordSeen?: boolean;
}

/** What became of an event, as a shape; the word is read aloud, since the event's name stands beside it. */
export function Outcome({ outcome = 'other', isWordSeen = false }: OutcomeProps) {
  const t = useT();
  return (
    <span className={`outcome outcome-${outcome}`}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        <path d={drawings[outcome]} />
      </svg>
      <span className={isWordSeen ? 'outcome-word' : 'unseen'}>{t(`ui.outcome-${outcome}`)}</span>
    </span>
  );
}
