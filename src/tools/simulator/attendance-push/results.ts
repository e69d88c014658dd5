import type { InjectedFaults } from './faults.js';
import type { Outcome } from './outcome.js';
import type { AttProfile } from './profile.js';

/** The result of one command, in the form of its kind (Attendance PUSH 11). */
export interface ResultBody {
  readonly body: string;
  /** A result in this form needs a body of its own. */
  readonly alone: boolean;
}

/** One line, options behind it, or lines with a file at the end. */
export function resultOf(sn: string, id: string, outcome: Outcome, faults: InjectedFaults): ResultBody {
  const { code, word, more, lines = [], file } = outcome;
  if (file) {
    const head = [`ID=${id}`, `SN=${sn}`, `FILENAME=${file.name}`, `CMD=${word}`, `Return=${code}`];
    return { body: [...head, `Content=${file.content}`].join('\n'), alone: true };
  }
  const pairs = more === undefined ? '' : `&${more}`;
  return {
    body: [`ID=${id}&Return=${code}&CMD=${faults.word(word)}${pairs}`, ...lines].join('\n'),
    alone: lines.length > 0,
  };
}

/** The bodies in which results are sent: together, or each alone. */
export function bodiesOf(results: readonly ResultBody[], profile: AttProfile, faults: InjectedFaults): string[] {
  const single = profile.results === 'single';
  const alone = results.filter((one) => single || one.alone).map(({ body }) => `${body}\n`);
  const together = results.filter((one) => !single && !one.alone).map(({ body }) => body);
  const bodies = [...(together.length > 0 ? [`${together.join('\n')}\n`] : []), ...alone];
  return faults.does('emptyResults') && bodies.length > 0 ? ['', ...bodies] : bodies;
}
