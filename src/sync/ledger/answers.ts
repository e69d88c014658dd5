import type { EntityManager } from 'typeorm';
import type { DeviceLink } from '../../modules/device/device.entity.js';
import {
  isDoubtfullyGone,
  outcomeOf,
  returnMeaning as attMeaning,
  type AttOutcome,
} from '../../protocol/attendance-push/returns.js';
import { returnClass, returnMeaning } from '../../protocol/access-push/codes/returns.js';

/** How to go on with rows that a device refused. */
export type Refusal = ReturnType<typeof returnClass> | 'content' | 'person';

/** What a device's codes say, by the protocol that it speaks. */
export interface Answers {
  /** @param text the command as it was sent */
  readonly kind: (code: number, text: string) => Refusal;
  readonly meaning: (code: number, text: string) => string;
  /** It says that there was nothing to delete, and may mean something else. */
  readonly doubts: (code: number, text: string) => boolean;
}

const refusals: Readonly<Record<AttOutcome, Refusal>> = {
  done: 'ok',
  gone: 'ok',
  person: 'person',
  content: 'content',
  full: 'full',
  never: 'never',
  again: 'again',
};

const ofAcc: Answers = { kind: returnClass, meaning: returnMeaning, doubts: () => false };
const ofAtt: Answers = {
  kind: (code, text) => refusals[outcomeOf(code, text)],
  meaning: attMeaning,
  doubts: isDoubtfullyGone,
};

export const answersBy = (link: DeviceLink): Answers => (link === 'push-att' ? ofAtt : ofAcc);

export async function answersOf(tx: EntityManager, sn: string): Promise<Answers> {
  const [found] = await tx.query<{ link: DeviceLink }[]>('SELECT link FROM device WHERE sn = $1', [sn]);
  return answersBy(found?.link ?? 'push-acc');
}
