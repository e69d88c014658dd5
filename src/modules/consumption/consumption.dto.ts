import { ApiProperty } from '@nestjs/swagger';
import { Text, Wall } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import { instantOf } from '../../platform/database/zone-time.js';
import type { Account } from './consumption-account.service.js';
import type { StoredRecord } from './consumption-record.js';
import { cardStates, wordOf } from './consumption-words.js';

export class PosidTransactionsQuery extends PageQuery {
  @Text('Person number; empty = all') personPin?: string;
  @Wall('From; empty = the oldest', 'start') startDate?: string | null;
  @Wall('To; empty = the newest', 'end') endDate?: string | null;
}

export class PosTransactionsQuery extends PosidTransactionsQuery {
  @Text('Department number; empty = all', { reasons: ['invalid', 'departmentNotFound'] }) deptCode?: string;
}

export class AccountQuery {
  @Text('Person number', { missing: 'pinMissing', example: '1001' }) personPin!: string;
}

const whole = { type: 'integer' } as const;

export class PosTransactionDto {
  @ApiProperty() id!: string;
  @ApiProperty({ example: '2024-05-31 12:30:00' }) posTime!: string;
  @ApiProperty() personPin!: string;
  @ApiProperty() personName!: string;
  @ApiProperty() personLastName!: string;
  @ApiProperty({ description: "The card's own number at the tills" }) sysCardNo!: string;
  @ApiProperty({ enum: Object.keys(cardStates) }) cardStatus!: string;
  @ApiProperty(whole) cardSerialNum!: number;
  @ApiProperty({ description: '0 = a department whose code is no number' }) deptCode!: number;
  @ApiProperty() deptName!: string;
  @ApiProperty({ description: '0 = a card whose number is none' }) card!: number;
  @ApiProperty({
    ...whole,
    description: '6 consumption, 8 replenishment, 9 correction, 10 count, 11 bookkeeping, 12 offline, 13 cancelled',
  })
  typeName!: number;
  @ApiProperty({ description: 'In the unit of the currency', example: 12.5 }) money!: number;
  @ApiProperty({ description: 'Of it from the subsidy' }) subMoney!: number;
  @ApiProperty({ description: 'What is left' }) balance!: number;
  @ApiProperty({ description: 'What is left of the subsidy', example: '3.00' }) subBalance!: string;
  @ApiProperty({
    ...whole,
    description: '1 fixed, 2 amount, 3 key, 4 count, 5 goods, 6 time, 7 bookkeeping, 8 manual, 9 device correction',
  })
  posMode!: number;
  @ApiProperty({ ...whole, description: 'The same as posMode' }) posModel!: number;
  @ApiProperty({ description: 'Code of the dining hall' }) hallingCode!: string;
  @ApiProperty() hallingName!: string;
  @ApiProperty() mealCode!: string;
  @ApiProperty() mealName!: string;
  @ApiProperty() devSn!: string;
  @ApiProperty() devAlias!: string;
  @ApiProperty(whole) devSerialNum!: number;
}

export class PosAccountDto {
  @ApiProperty() personPin!: string;
  @ApiProperty() personName!: string;
  @ApiProperty() personLastName!: string;
  @ApiProperty() accountNo!: string;
  @ApiProperty({ ...whole, description: 'In the smallest unit' }) balance!: number;
  @ApiProperty(whole) posMoneyWallet!: number;
  @ApiProperty(whole) posAllowanceWallet!: number;
  @ApiProperty() deptCode!: string;
  @ApiProperty() deptName!: string;
  @ApiProperty(whole) accountType!: number;
  @ApiProperty(whole) serialNum!: number;
  @ApiProperty(whole) consumeSerailnum!: number;
  @ApiProperty({ ...whole, description: '0 enabled, 1 disabled' }) available!: number;
  @ApiProperty({ ...whole, description: '0 no, 1 yes' }) accountMember!: number;
  @ApiProperty() accountKindName!: string;
}

export class PosidTransactionDto {
  @ApiProperty() id!: string;
  @ApiProperty() personPin!: string;
  @ApiProperty() personName!: string;
  @ApiProperty() personLastName!: string;
  @ApiProperty() accountNo!: string;
  @ApiProperty({ ...whole, description: 'As of listPosTransaction' }) typeName!: number;
  @ApiProperty({ ...whole, description: 'In the smallest unit' }) money!: number;
  @ApiProperty({ ...whole, description: 'What is left' }) balance!: number;
  @ApiProperty(whole) moneyWallet!: number;
  @ApiProperty(whole) allowanceWallet!: number;
  @ApiProperty({
    ...whole,
    description: 'As posMode of listPosTransaction, and 10 system correction, 11 ordering, 12 smart',
  })
  posModel!: number;
  @ApiProperty({ type: 'integer', nullable: true }) discount!: number | null;
  @ApiProperty(whole) discountMoney!: number;
  @ApiProperty(whole) consumeOrder!: number;
  @ApiProperty() deptCode!: string;
  @ApiProperty() deptName!: string;
  @ApiProperty() hallingCode!: string;
  @ApiProperty() hallingName!: string;
  @ApiProperty() mealCode!: string;
  @ApiProperty() mealName!: string;
  @ApiProperty() devSn!: string;
  @ApiProperty(whole) accountSerial!: number;
  @ApiProperty({ type: String, nullable: true }) cardNo!: string | null;
  @ApiProperty({ description: 'Milliseconds since 1970, as text', example: '1717151400000' }) posTime!: string;
  @ApiProperty({ description: 'The same of when it was received' }) createTime!: string;
  @ApiProperty() createrName!: string;
  @ApiProperty({ ...whole, description: '1 device, 2 system, 3 correction, 4 WeChat, 5 Alipay, 6 offline' })
  logFlag!: number;
}

const hundred = 100;
const inUnits = (sum: number | null): number => (sum ?? 0) / hundred;

/** The manual prints some texts as numbers. */
const numberIn = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);

export const toPosTransaction = (record: StoredRecord): PosTransactionDto => ({
  id: record.id,
  posTime: record.time,
  personPin: record.pin,
  personName: record.name,
  personLastName: record.lastName,
  sysCardNo: record.sysCardNo,
  cardStatus: wordOf(cardStates, record.cardStatus),
  cardSerialNum: record.cardSerialNo,
  deptCode: numberIn(record.deptCode),
  deptName: record.deptName,
  card: numberIn(record.cardNo),
  typeName: record.type,
  money: inUnits(record.money),
  subMoney: inUnits(record.subMoney),
  balance: inUnits(record.balance),
  subBalance: inUnits(record.subBalance).toFixed(2),
  posMode: record.mode,
  posModel: record.mode,
  hallingCode: record.hallCode,
  hallingName: record.hallName,
  mealCode: record.mealCode,
  mealName: record.mealName,
  devSn: record.deviceSn,
  devAlias: record.deviceName,
  devSerialNum: record.deviceSerialNo,
});

export const toPosAccount = (account: Account): PosAccountDto => ({
  personPin: account.pin,
  personName: account.name,
  personLastName: account.lastName,
  accountNo: account.accountNo,
  balance: account.moneyWallet + account.allowanceWallet,
  posMoneyWallet: account.moneyWallet,
  posAllowanceWallet: account.allowanceWallet,
  deptCode: account.deptCode,
  deptName: account.deptName,
  accountType: account.accountType,
  serialNum: account.serialNo,
  consumeSerailnum: account.recordSerialNo,
  available: account.enabled ? 0 : 1,
  accountMember: account.member ? 1 : 0,
  accountKindName: account.kindName,
});

/** @param zone of the site: its clocks wrote the time */
export const toPosidTransaction = (record: StoredRecord, zone: string): PosidTransactionDto => ({
  id: record.id,
  personPin: record.pin,
  personName: record.name,
  personLastName: record.lastName,
  accountNo: record.accountNo,
  typeName: record.type,
  money: record.money,
  balance: (record.balance ?? 0) + (record.subBalance ?? 0),
  moneyWallet: record.balance ?? 0,
  allowanceWallet: record.subBalance ?? 0,
  posModel: record.mode,
  discount: record.discount,
  discountMoney: record.discountMoney,
  consumeOrder: record.orderNo,
  deptCode: record.deptCode,
  deptName: record.deptName,
  hallingCode: record.hallCode,
  hallingName: record.hallName,
  mealCode: record.mealCode,
  mealName: record.mealName,
  devSn: record.deviceSn,
  accountSerial: record.accountSerialNo,
  cardNo: record.cardNo === '' ? null : record.cardNo,
  posTime: String(instantOf(record.time, zone).getTime()),
  createTime: String(record.receivedAt.getTime()),
  createrName: record.createdBy,
  logFlag: record.source,
});
