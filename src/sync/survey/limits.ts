import type { PersonFacts } from '../../modules/person/person-facts.js';

interface Limits {
  readonly startTime: string | null;
  readonly endTime: string | null;
}

export const limitText = ({ startTime, endTime }: Limits): string => `${startTime ?? '...'} to ${endTime ?? '...'}`;

/**
 * If one panel knows days and another one seconds, the seconds count. What a panel cannot express is no contradiction.
 * @returns what has to change here; null = they contradict
 */
export function limitsOf(there: Limits, here: Limits): PersonFacts | null {
  const start = finer(there.startTime, here.startTime, '00:00:00');
  const end = finer(there.endTime, here.endTime, '23:59:59');
  if (start === null || end === null) return null;
  return {
    ...(start === here.startTime || start === 'unsaid' ? {} : { accStartTime: start }),
    ...(end === here.endTime || end === 'unsaid' ? {} : { accEndTime: end }),
  };
}

function finer(there: string | null, here: string | null, wholeDay: string): string | null {
  if (there === null || there === here) return here ?? 'unsaid';
  if (here?.slice(0, 10) !== there.slice(0, 10)) return null;
  if (there.endsWith(wholeDay)) return here;
  return here.endsWith(wholeDay) ? there : null;
}
