import { wallClockOf } from '../../platform/database/zone-time.js';
import type { Mail } from '../../platform/mail/mailer.js';

/** What people are reminded of, and who. */
export interface Reminded {
  readonly id: string;
  readonly subject: string;
  readonly content: string;
  readonly spaceName: string;
  readonly spaceAddress: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly to: readonly string[];
  readonly tries: number;
}

/** In one line: a header ends with its line. */
const plain = (text: string) => text.replace(/[\r\n]+/g, ' ').trim();

/** @param timeZone of the site, whose clock its people look at */
export function reminderMail(about: Reminded, timeZone: string): Mail {
  const { id, subject, content, spaceName, spaceAddress, startsAt, endsAt, to } = about;
  const clock = (at: Date) => wallClockOf(at, timeZone).slice(0, 16);
  const what = plain(subject) === '' ? 'Reservation' : plain(subject);
  const lines = [
    what,
    '',
    `Room: ${[spaceName, spaceAddress].filter((part) => part !== '').join(', ')}`,
    `From: ${clock(startsAt)}`,
    `To: ${clock(endsAt)} (${timeZone})`,
    ...(content === '' ? [] : ['', content]),
  ];
  return {
    id: `${id}.${startsAt.getTime()}`,
    to,
    subject: `${what}: ${plain(spaceName)}, ${clock(startsAt)}`,
    text: `${lines.join('\n')}\n`,
  };
}
