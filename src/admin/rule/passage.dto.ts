import { Flag, Int, Ints, OneOf, Text } from '../common/fields.js';
import { RuleBody } from './rule.dto.js';

const mostParts = 64;
const numbers = { min: 1, max: 255, fewest: 1, most: mostParts } as const;
const device = 'Serial number of its device';
const name = { optional: true } as const;

export class AntiPassbackRuleBody extends RuleBody {
  @Text('Name', name) name?: string;
  @Text(device, { min: 1 }) sn!: string;
  @OneOf('What from and to name', ['door', 'reader']) type!: 'door' | 'reader';
  @Ints('Numbers on the device: who comes by one of these ...', numbers) from!: number[];
  @Ints('... passes one of these before coming by the former again', numbers) to!: number[];
}

export class InterlockRuleBody extends RuleBody {
  @Text('Name', name) name?: string;
  @Text(device, { min: 1 }) sn!: string;
  @Ints('Numbers of the doors, of which one at a time may be open', numbers) doors!: number[];
}

export class LinkageBody extends RuleBody {
  @Text('Name', name) name?: string;
  @Text(device, { min: 1 }) sn!: string;
  @Int('Number of the event that triggers it (appendix 2)', { max: 65535 }) event!: number;
  @OneOf('Where the event happens', ['any', 'door', 'reader', 'auxIn']) inType!: 'any' | 'door' | 'reader' | 'auxIn';
  @Int('Number of that place on the device', { optional: true, min: 1, max: 255 }) inNumber?: number;
  @OneOf('What it acts on', ['lock', 'auxOut', 'camera']) outType!: 'lock' | 'auxOut' | 'camera';
  @Int('Number of the door or output', { optional: true, min: 1, max: 255 }) outNumber?: number;
  @OneOf('What it does there', ['open', 'close', 'normalOpen', 'lock', 'unlock'], { optional: true })
  action?: 'open' | 'close' | 'normalOpen' | 'lock' | 'unlock';
  @Int('open: seconds', { optional: true, min: 1, max: 254 }) seconds?: number;
  @Flag('camera: takes a photo', { optional: true }) takePhoto?: boolean;
  @Flag('camera: records', { optional: true }) recordVideo?: boolean;
  @Int('camera: seconds recorded before the event', { optional: true, max: 255 }) secondsBefore?: number;
  @Int('camera: seconds recorded after it', { optional: true, max: 255 }) secondsAfter?: number;
}

export class CameraBindingBody extends RuleBody {
  @Text(device, { min: 1 }) sn!: string;
  @OneOf('What the cameras look at', ['reader', 'auxIn']) target!: 'reader' | 'auxIn';
  @Int('Its number on the device', { min: 1, max: 255 }) number!: number;
  @Ints('Channels of the cameras', { min: 0, max: 65535, fewest: 1, most: mostParts }) channels!: number[];
}

export class ScheduledOutputBody extends RuleBody {
  @Text(device, { min: 1 }) sn!: string;
  @OneOf('What is switched', ['door', 'auxOut']) target!: 'door' | 'auxOut';
  @Int('Its number on the device', { min: 1, max: 255 }) number!: number;
  @OneOf('Its state in the time zone', ['none', 'normallyOpen', 'normallyClosed'])
  action!: 'none' | 'normallyOpen' | 'normallyClosed';
  @Int('The time zone', { min: 1 }) timeZoneId!: number;
}

export class InputScheduleBody extends RuleBody {
  @Text(device, { min: 1 }) sn!: string;
  @OneOf('What works in the time zone only', ['exitButton', 'auxIn']) target!: 'exitButton' | 'auxIn';
  @Int('Number of the door or auxiliary input on the device', { min: 1, max: 255 }) number!: number;
  @Int('The time zone', { min: 1 }) timeZoneId!: number;
}
