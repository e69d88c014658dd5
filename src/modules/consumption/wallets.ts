import { recordTypes } from './consumption-words.js';
import type { RecordFacts } from './consumption-record.js';

/** An account as its next record finds it. */
export interface Wallets {
  readonly id: string;
  readonly accountNo: string;
  readonly money: number;
  readonly allowance: number;
  readonly balanceTime: string | null;
  readonly serialNo: number;
}

/** Beyond that the next sum would be another one than the till's. */
export const isCountable = (sum: number | null): boolean => sum === null || Number.isSafeInteger(sum);

/** What a record leaves. */
export interface Left {
  readonly money: number | null;
  readonly allowance: number | null;
  /** The account stands so from now on. */
  readonly isCurrent: boolean;
}

/**
 * A record from before the last balance that was brought in is in that balance already. Of a later one the till's word
 * counts, and where it says nothing the sum.
 */
export function leftBy(facts: RecordFacts, wallets: Wallets | null, time: string): Left {
  const { balance, subBalance, money, subMoney } = facts;
  const said = { money: balance ?? null, allowance: subBalance ?? null };
  if (!wallets || isBefore(time, wallets, balance !== undefined)) return { ...said, isCurrent: false };
  const { moves } = recordTypes[facts.type];
  return {
    money: balance ?? wallets.money + moves * (money - subMoney),
    allowance: subBalance ?? wallets.allowance + moves * subMoney,
    isCurrent: true,
  };
}

/** Of two in one second the till's word that comes later counts; a sum of that second is in the balance already. */
const isBefore = (time: string, { balanceTime }: Wallets, isSaid: boolean): boolean =>
  balanceTime !== null && (isSaid ? time < balanceTime : time <= balanceTime);
