import type { Answers, Refusal } from '../ledger/answers.js';
import type { OpenRow } from '../ledger/ledger-status.repository.js';

/** Why a device does not hold a row as it should. */
export const rowReasons = [
  'waiting',
  'deviceAway',
  'sent',
  'refused',
  'full',
  'unknownToFirmware',
  'unanswered',
  'blocked',
  'unsupported',
] as const;
export type RowReason = (typeof rowReasons)[number];

type Row = Pick<OpenRow, 'state' | 'returnCode'> & { readonly returnMeaning: string | null };

const ofRefusals: Partial<Record<Refusal, RowReason>> = { full: 'full', never: 'unknownToFirmware' };

const sentences: Readonly<Record<RowReason, (row: Row) => string>> = {
  waiting: () => 'it goes out with one of the next commands',
  deviceAway: () => 'the device is away: it is given the row when it calls',
  sent: () => 'it was sent, and the device has not answered yet',
  refused: ({ returnMeaning }) => `the device refused it: ${returnMeaning ?? ''}`,
  full: () => 'the device is full',
  unknownToFirmware: ({ returnMeaning }) => `its firmware does not know this: ${returnMeaning ?? ''}`,
  unanswered: () => 'the device was given it several times and never answered',
  blocked: () => 'it waits for the row of its person, which the device has not taken',
  unsupported: () => 'the device cannot be given it: its protocol or its firmware has no words for it',
};

function codeOf({ state, returnCode }: Row, answers: Answers, isOnline: boolean): RowReason {
  if (state === 'blocked' || state === 'unsupported') return state;
  if (state === 'failed' || state === 'retrying') {
    if (returnCode === null) return 'unanswered';
    return ofRefusals[answers.kind(returnCode, '')] ?? 'refused';
  }
  if (!isOnline) return 'deviceAway';
  return state === 'sent' ? 'sent' : 'waiting';
}

/** In a word for programs, and in a sentence. */
export function rowReason(row: Row, answers: Answers, isOnline: boolean): { code: RowReason; reason: string } {
  const code = codeOf(row, answers, isOnline);
  return { code, reason: sentences[code](row) };
}
