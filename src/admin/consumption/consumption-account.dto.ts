import type { Account, AccountFacts } from '../../modules/consumption/consumption-account.service.js';
import { wholeClock } from '../common/clock-text.js';
import { Flag, Int, Items, Shown, Text, wallClock } from '../common/fields.js';

const given = { optional: true } as const;
/** JavaScript counts exactly up to here, and PostgreSQL further. */
export const mostMoney = 1_000_000_000_000;

export class AccountPutBody {
  @Text('Its number at the tills; left out = the pin', { ...given, min: 1, max: 64 }) accountNo?: string;
  @Int('Kind of account, a number of the tills', { ...given }) accountType?: number;
  @Text('The same in words', { ...given, max: 100 }) kindName?: string;
  @Flag('Whether it may pay; left out = it may', given) enabled?: boolean;
  @Flag('Whether it is a member’s', given) member?: boolean;
  @Int('Serial number of the account at the tills', given) serialNo?: number;
  @Int('Money that is left, in the smallest unit', { ...given, min: -mostMoney, max: mostMoney }) moneyWallet?: number;
  @Int('Allowance that is left', { ...given, min: -mostMoney, max: mostMoney }) allowanceWallet?: number;
  @Text('When these were read, by the clock of the site; left out = now. Records up to then do not move them', {
    ...given,
    pattern: wallClock,
  })
  balanceTime?: string;
}

export class AccountBody extends AccountPutBody {
  @Text('Whose it is: person number', { min: 1 }) pin!: string;
}

/** Items in one call. */
export const mostItems = 1_000;

export class AccountsBody {
  @Items('Accounts', () => AccountBody, { fewest: 1, most: mostItems }) items!: AccountBody[];
}

export class AccountView {
  @Shown('Whose it is: person number') pin!: string;
  @Shown('First name') name!: string;
  @Shown('Last name') lastName!: string;
  @Shown('Code of the department') deptCode!: string;
  @Shown('Name of the department') deptName!: string;
  @Shown('Its number at the tills') accountNo!: string;
  @Shown('Kind of account, a number of the tills') accountType!: number;
  @Shown('The same in words') kindName!: string;
  @Shown('Whether it may pay') enabled!: boolean;
  @Shown('Whether it is a member’s') member!: boolean;
  @Shown('Serial number of the account at the tills') serialNo!: number;
  @Shown('Number of its last record') recordSerialNo!: number;
  @Shown('Money and allowance, in the smallest unit') balance!: number;
  @Shown('Money that is left') moneyWallet!: number;
  @Shown('Allowance that is left') allowanceWallet!: number;
  @Shown('When the balance was brought in last; null = it is the sum of the records', { nullable: true, type: String })
  balanceTime!: string | null;
  @Shown('When it was changed last') changedAt!: Date;
}

export const toAccountView = ({ id: _id, ...account }: Account): AccountView => ({
  ...account,
  balance: account.moneyWallet + account.allowanceWallet,
});

export const accountFacts = ({ pin, balanceTime, ...facts }: AccountBody): AccountFacts => ({
  pin,
  ...facts,
  balanceTime: balanceTime && wholeClock(balanceTime),
});
