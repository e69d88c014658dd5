import type { CardState, RecordMode, RecordSource, RecordType } from './consumption-words.js';

/** online: of an account; offline: of a card that carries its own balance. */
export const recordKinds = ['online', 'offline'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** What a till has booked. Sums are integers of the smallest unit. */
export interface RecordFacts {
  /** The till's own id: a repeated record is stored once. */
  readonly key: string;
  readonly kind: RecordKind;
  readonly pin: string;
  /** Wall clock of the site; left out = now. */
  readonly time?: string | undefined;
  readonly type: RecordType;
  readonly mode: RecordMode;
  readonly money: number;
  /** Of it from the allowance. */
  readonly subMoney: number;
  /** What the till says is left; left out = worked out from the account. */
  readonly balance?: number | undefined;
  readonly subBalance?: number | undefined;
  readonly discount?: number | undefined;
  readonly discountMoney: number;
  readonly cardNo: string;
  readonly sysCardNo: string;
  readonly cardStatus: CardState;
  readonly cardSerialNo: number;
  readonly orderNo: number;
  readonly hallCode: string;
  readonly hallName: string;
  readonly mealCode: string;
  readonly mealName: string;
  readonly deviceSn: string;
  readonly deviceName: string;
  readonly deviceSerialNo: number;
  readonly createdBy: string;
  readonly source: RecordSource;
}

export interface StoredRecord {
  readonly id: string;
  readonly key: string;
  readonly kind: RecordKind;
  readonly time: string;
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly deptCode: string;
  readonly deptName: string;
  readonly accountNo: string;
  readonly type: number;
  readonly mode: number;
  readonly money: number;
  readonly subMoney: number;
  /** Null = not known: the till has not said it, and the account's balance is of a later time. */
  readonly balance: number | null;
  readonly subBalance: number | null;
  readonly discount: number | null;
  readonly discountMoney: number;
  readonly cardNo: string;
  readonly sysCardNo: string;
  readonly cardStatus: number;
  readonly cardSerialNo: number;
  readonly orderNo: number;
  readonly hallCode: string;
  readonly hallName: string;
  readonly mealCode: string;
  readonly mealName: string;
  readonly deviceSn: string;
  readonly deviceName: string;
  readonly deviceSerialNo: number;
  readonly accountSerialNo: number;
  readonly createdBy: string;
  readonly source: number;
  readonly receivedAt: Date;
}

export interface RecordFilter {
  readonly kind?: RecordKind | undefined;
  readonly pin?: string | null | undefined;
  /** A department, without those below it. */
  readonly deptCode?: string | null | undefined;
  /** Wall clock of the site, both ends included. */
  readonly start?: string | null | undefined;
  readonly end?: string | null | undefined;
  /** Departments beyond which the reader sees nothing. */
  readonly within?: readonly string[] | null | undefined;
}
