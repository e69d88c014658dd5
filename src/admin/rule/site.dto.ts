import { boardTypes, type BoardType } from '../../modules/rule/kinds/device.js';
import { reversals } from '../../modules/rule/kinds/wiegand.js';
import { Flag, Int, Items, OneOf, Text, Texts, Values } from '../common/fields.js';
import { daysSchema, RuleBody } from './rule.dto.js';

const allDevices = { optional: true, nullable: true } as const;
const allAbout = 'Serial numbers of its devices; left out or null = all that can keep it';
const moreAbout = 'Serial numbers of devices that get it whether a rule there uses it or not';
const name = 'Name, one of its kind';
const letters = { is: /^[a-z]+(:[a-z]+)?$/i, says: 'letters, one a bit' } as const;

export class WiegandFormatBody extends RuleBody {
  @Text(name, { min: 1, max: 64 }) name!: string;
  @Int('How many bits a card has', { min: 1, max: 255 }) cardBit!: number;
  @Text('Site code; 0 = none', { optional: true, max: 32, pattern: { is: /^\d+$/, says: 'digits' } }) siteCode?: string;
  @Text('One letter for each bit, and after a colon one letter for each bit for the parity', {
    max: 511,
    pattern: letters,
  })
  cardFormat!: string;
  @Texts('Further site codes (Wiegand rules 2.0)', { optional: true }) extSiteCodes?: string[];
  @Texts('Further parities (Wiegand rules 2.0)', { optional: true }) extParityFormats?: string[];
  @Flag('Takes part in automatic matching (Wiegand rules 2.0)', { optional: true }) automatic?: boolean;
  @Flag('Replaces a format that devices bring along', { optional: true }) builtIn?: boolean;
  @Texts(moreAbout, { optional: true }) sns?: string[];
}

export class ReaderWiegandFormatBody extends RuleBody {
  @Text('The reader', { min: 1 }) readerId!: string;
  @Text('A Wiegand format', { min: 1 }) formatId!: string;
  @Flag('Whether parity is checked; left out = yes', { optional: true }) parityCheck?: boolean;
  @OneOf('What of the bits is turned round', reversals, { optional: true }) reversal?: (typeof reversals)[number];
}

export class NtpServerBody extends RuleBody {
  @Text('Host name or address', { min: 1, max: 128, pattern: { is: /^[\w.:-]+$/, says: 'a host name or an address' } })
  address!: string;
  @Texts(allAbout, allDevices) sns?: string[] | null;
}

export class BoardPart {
  @OneOf('What it is', ['door', 'auxIn', 'auxOut', 'reader']) type!: 'door' | 'auxIn' | 'auxOut' | 'reader';
  @Int('Its number on the device', { min: 1, max: 255 }) number!: number;
  @Int('Its place on the board', { min: 0, max: 255 }) seqNo!: number;
}

export class ExpansionBoardBody extends RuleBody {
  @Text('Serial number of its device', { min: 1 }) sn!: string;
  @OneOf('Model', boardTypes) boardType!: BoardType;
  @Int('Its address on the bus, as its switches say', { min: 1, max: 8 }) address!: number;
  @Flag('Switched off', { optional: true }) disabled?: boolean;
  @Items('The parts that belong to it', () => BoardPart, { optional: true, most: 64 }) parts?: BoardPart[];
}

export class GatePassRuleBody extends RuleBody {
  @Text(name, { min: 1 }) name!: string;
  @Values('Up to five periods a day, each with its passing mode', {
    schema: daysSchema,
    example: { mon: [{ from: '08:00', to: '18:00', passMode: 1 }] },
  })
  days!: Record<string, { from: string; to: string; passMode: number }[]>;
  @Texts(allAbout, allDevices) sns?: string[] | null;
}

export class DeviceParametersBody extends RuleBody {
  @Text('Serial number of the device', { min: 1 }) sn!: string;
  @Values('Parameters of appendix 12 by name', { example: { fireAlarmType: 1 } }) parameters!: Record<string, unknown>;
}

export class ContactNumber {
  @OneOf('What kind of number', ['phone', 'account', 'address']) type!: 'phone' | 'account' | 'address';
  @Text('The number', { min: 1, max: 128 }) number!: string;
  @Int('The higher, the sooner it is called', { optional: true, min: 1, max: 255 }) priority?: number;
  @Text('A contact number pattern', { optional: true, min: 1 }) patternId?: string;
}

export class ContactBody extends RuleBody {
  @Text('Pin of the person, if it is one of ours', { optional: true }) pin?: string;
  @Text('Its group', { optional: true, max: 64 }) groupName?: string;
  @Text('Name on the display', { min: 1, max: 64 }) displayName!: string;
  @Text('Password that opens the door in a call; never shown again', {
    optional: true,
    max: 16,
    pattern: { is: /^\d*$/, says: 'digits' },
  })
  passCode?: string;
  @Items('Numbers, one of a kind', () => ContactNumber, { optional: true, most: 3 }) numbers?: ContactNumber[];
  @Texts(allAbout, allDevices) sns?: string[] | null;
}

export class ContactNumberPatternBody extends RuleBody {
  @Text('Which numbers it is for, a regular expression such as 9[1-9]', { min: 1, max: 64 }) pattern!: string;
  @Int('How many digits are taken away in front', { min: 0, max: 32 }) strip!: number;
  @Text('What is put before the number', { optional: true, max: 32 }) prepend?: string;
  @Texts(moreAbout, { optional: true }) sns?: string[];
}
