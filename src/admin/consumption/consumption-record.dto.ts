import {
  recordKinds,
  type RecordFacts,
  type RecordKind,
  type StoredRecord,
} from '../../modules/consumption/consumption-record.js';
import {
  cardStateNames,
  cardStates,
  recordModeNames,
  recordModes,
  recordSourceNames,
  recordSources,
  recordTypeNames,
  typeOf,
  wordOf,
  type CardState,
  type RecordMode,
  type RecordSource,
  type RecordType,
} from '../../modules/consumption/consumption-words.js';
import { wholeClock } from '../common/clock-text.js';
import { Int, Items, OneOf, Shown, Text, wallClock } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';
import { mostItems, mostMoney } from './consumption-account.dto.js';

const given = { optional: true } as const;
const sum = { min: -mostMoney, max: mostMoney } as const;
const word = { ...given, max: 100 } as const;

export class ConsumptionRecordBody {
  @Text('Id of the record at the till: a repeated record is stored once', { min: 1, max: 100 }) key!: string;
  @OneOf('online: of an account; offline: of a card that carries its balance; left out = online', recordKinds, given)
  kind?: RecordKind;
  @Text('Who paid: person number. An online record needs it', { ...given, max: 64 }) pin?: string;
  @Text('When, by the clock of the site; left out = now', { ...given, pattern: wallClock }) time?: string;
  @OneOf('What it is; left out = consumption', recordTypeNames, given) type?: RecordType;
  @OneOf('How the sum came about; left out = amount', recordModeNames, given) mode?: RecordMode;
  @Int('The sum, in the smallest unit; of a correction with its sign', sum) money!: number;
  @Int('Of it from the allowance, or from the subsidy of a card; left out = 0', { ...given, ...sum }) subMoney?: number;
  @Int('What the till says is left of the money; left out = worked out', { ...given, ...sum }) balance?: number;
  @Int('What it says is left of the allowance', { ...given, ...sum }) subBalance?: number;
  @Int('Discount in percent', { ...given, max: 100 }) discount?: number;
  @Int('What the discount was worth', { ...given, max: mostMoney }) discountMoney?: number;
  @Text('Card number', { ...given, max: 32 }) cardNo?: string;
  @Text("The card's own number at the tills", word) sysCardNo?: string;
  @OneOf('State of the card; left out = valid', cardStateNames, given) cardStatus?: CardState;
  @Int('Serial number of the payment on the card', given) cardSerialNo?: number;
  @Int('Number of the order', { ...given, max: mostMoney }) orderNo?: number;
  @Text('Dining hall: code', word) hallCode?: string;
  @Text('Dining hall: name', word) hallName?: string;
  @Text('Meal: code', word) mealCode?: string;
  @Text('Meal: name', word) mealName?: string;
  @Text('Serial number of the till', word) deviceSn?: string;
  @Text('Name of the till', word) deviceName?: string;
  @Int('Number of the record at the till', { ...given, max: mostMoney }) deviceSerialNo?: number;
  @Text('Who made the record', word) createdBy?: string;
  @OneOf('Where it was made; left out = device', recordSourceNames, given) source?: RecordSource;
}

export class ConsumptionRecordsBody {
  @Items('Records', () => ConsumptionRecordBody, { fewest: 1, most: mostItems }) items!: ConsumptionRecordBody[];
}

export class ConsumptionRecordsQuery extends SearchQuery {
  @OneOf('Only of accounts, or only of cards', recordKinds, given) kind?: RecordKind;
  @Text('Only of this person', given) pin?: string;
  @Text('Only of people who were in this department then', given) deptCode?: string;
  @Text('From this time on, by the clock of the site', { ...given, pattern: wallClock }) from?: string;
  @Text('Up to this time', { ...given, pattern: wallClock }) to?: string;
}

const unknown = { type: 'integer', nullable: true } as const;

export class ConsumptionRecordView {
  @Shown('Id') id!: string;
  @Shown('What the till calls it') key!: string;
  @Shown('Of an account, or of a card', { enum: [...recordKinds] }) kind!: RecordKind;
  @Shown('When, by the clock of the site') time!: string;
  @Shown('Who paid: person number') pin!: string;
  @Shown('First name, as it was') name!: string;
  @Shown('Last name, as it was') lastName!: string;
  @Shown('Department then: code') deptCode!: string;
  @Shown('Department then: name') deptName!: string;
  @Shown('Number of the account; empty = a card alone') accountNo!: string;
  @Shown('What it is', { enum: [...recordTypeNames] }) type!: RecordType;
  @Shown('How the sum came about', { enum: [...recordModeNames] }) mode!: RecordMode;
  @Shown('The sum, in the smallest unit') money!: number;
  @Shown('Of it from the allowance') subMoney!: number;
  @Shown('Money that was left; null = not known', unknown) balance!: number | null;
  @Shown('Allowance that was left; null = not known', unknown) subBalance!: number | null;
  @Shown('Discount in percent', unknown) discount!: number | null;
  @Shown('What the discount was worth') discountMoney!: number;
  @Shown('Card number') cardNo!: string;
  @Shown("The card's own number at the tills") sysCardNo!: string;
  @Shown('State of the card', { enum: [...cardStateNames] }) cardStatus!: CardState;
  @Shown('Serial number of the payment on the card') cardSerialNo!: number;
  @Shown('Number of the order') orderNo!: number;
  @Shown('Dining hall: code') hallCode!: string;
  @Shown('Dining hall: name') hallName!: string;
  @Shown('Meal: code') mealCode!: string;
  @Shown('Meal: name') mealName!: string;
  @Shown('Serial number of the till') deviceSn!: string;
  @Shown('Name of the till') deviceName!: string;
  @Shown('Number of the record at the till') deviceSerialNo!: number;
  @Shown('Number of the record at the account') accountSerialNo!: number;
  @Shown('Who made the record') createdBy!: string;
  @Shown('Where it was made', { enum: [...recordSourceNames] }) source!: RecordSource;
  @Shown('When it was received') receivedAt!: Date;
}

export const toConsumptionRecordView = (record: StoredRecord): ConsumptionRecordView => ({
  ...record,
  type: typeOf(record.type),
  mode: wordOf(recordModes, record.mode),
  cardStatus: wordOf(cardStates, record.cardStatus),
  source: wordOf(recordSources, record.source),
});

const nothing = {
  kind: 'online',
  pin: '',
  type: 'consumption',
  mode: 'amount',
  subMoney: 0,
  discountMoney: 0,
  cardNo: '',
  sysCardNo: '',
  cardStatus: 'valid',
  cardSerialNo: 0,
  orderNo: 0,
  hallCode: '',
  hallName: '',
  mealCode: '',
  mealName: '',
  deviceSn: '',
  deviceName: '',
  deviceSerialNo: 0,
  createdBy: '',
  source: 'device',
} as const;

/** What is not said has its usual value: a body has all its fields, also those that are undefined. */
export function recordFacts(body: ConsumptionRecordBody): RecordFacts {
  const said = Object.entries(body).filter(([, value]) => value !== undefined);
  const facts = { ...nothing, ...Object.fromEntries(said) } as RecordFacts;
  return { ...facts, time: facts.time && wholeClock(facts.time) };
}
