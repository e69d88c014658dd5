import { maskSecretFacts } from '../../platform/crypto/sealed-fields.js';
import { secretSettings, settable, type Settable } from '../../modules/door/setting-rules.js';
import type { Door } from '../../modules/door/door.entity.js';
import type { Reader } from '../../modules/door/reader.entity.js';
import { invalidField } from '../common/invalid.js';
import { ChangedAt, Int, OneOf, OwnId, Shown, Text, Values } from '../common/fields.js';
import { DoorLastView, DoorStateView, stateWords } from './door-state.dto.js';
import { SearchQuery } from '../common/search-page.js';

/** The settings of a thing, each with its description for the document. */
export const Settings = (thing: Settable) =>
  Values('Settings by name; null takes one away, one that is not named stays', {
    optional: true,
    schema: {
      properties: Object.fromEntries(
        Object.entries(settable[thing]).map(([name, { meaning, kind }]) => [
          name,
          { description: `${meaning}: ${kind.says}` },
        ]),
      ),
      additionalProperties: false,
    },
  });

export class DoorBody {
  @Text('Serial number of its device', { min: 1, max: 64 }) sn!: string;
  @Int('Its number there, from 1', { min: 1, max: 64 }) number!: number;
  @Text('Name, one of its kind; left out = as the registration would name it', { optional: true, min: 1 })
  name?: string;
  @OwnId() id?: string;
}

export class DoorPatch {
  @Text('Name, one of its kind', { optional: true, min: 1 }) name?: string;
  @Settings('door') settings?: Record<string, unknown>;
}

export class ReaderBody {
  @Text('Its door', { min: 1, max: 64 }) doorId!: string;
  @OneOf('Which way it leads', ['in', 'out']) direction!: 'in' | 'out';
  @Int('Its number on the device, from 1', { min: 1, max: 255 }) number!: number;
  @Text('Name; left out = as the registration would name it', { optional: true, min: 1 }) name?: string;
  @OwnId() id?: string;
}

export class ReaderPatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Settings('reader') settings?: Record<string, unknown>;
}

export class SearchedPartsQuery extends SearchQuery {
  @Text('Only of this device', { optional: true }) sn?: string;
}

export class DoorsQuery extends SearchedPartsQuery {
  @Text('Only of devices in this area and the areas in it', { optional: true, min: 1 }) areaCode?: string;
  @Text(`Only doors in one of these states, with commas: ${stateWords.join(', ')}`, {
    optional: true,
    example: 'open,alarm',
    pattern: {
      is: new RegExp(`^((${stateWords.join('|')})(,(?!$)|$))*$`),
      says: `made of ${stateWords.join(', ')}, with commas`,
    },
  })
  state?: string;
}

export class DoorView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Serial number of its device') sn!: string;
  @Shown('Its number there, from 1') number!: number;
  @Shown('Settings by name', { type: Object }) settings!: object;
  @Shown('Whether its device has acknowledged a lock-down; unknown where it did not answer', {
    enum: ['none', 'locked', 'unknown'],
  })
  lockDown!: string;
  @Shown('Area of its device') areaCode!: string;
  @Shown('Name of its device') deviceName!: string;
  @Shown('What is known of it now') state!: DoorStateView;
  @Shown('The newest event of a person or a card there; null where none is known', {
    nullable: true,
    type: DoorLastView,
  })
  last!: DoorLastView | null;
  @ChangedAt() updatedAt!: Date;
}

export class ReaderView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Its door') doorId!: string;
  @Shown('Serial number of its device') sn!: string;
  @Shown('Its number there, from 1') number!: number;
  @Shown('Which way it leads', { enum: ['in', 'out'] }) direction!: string;
  @Shown('Settings by name', { type: Object }) settings!: object;
  @ChangedAt() updatedAt!: Date;
}

type DoorItself = Omit<DoorView, 'areaCode' | 'deviceName' | 'state' | 'last'>;

export const toDoorView = ({ id, name, deviceSn, number, settings, lockDown, updatedAt }: Door): DoorItself => ({
  id,
  name,
  sn: deviceSn,
  number,
  settings: maskSecretFacts(settings, secretSettings),
  lockDown,
  updatedAt,
});

export const toReaderView = ({
  id,
  name,
  doorId,
  door,
  readerNo,
  readerState,
  settings,
  updatedAt,
}: Reader): ReaderView => ({
  id,
  name,
  doorId,
  sn: door.deviceSn,
  number: readerNo,
  direction: readerState === 0 ? 'in' : 'out',
  settings: maskSecretFacts(settings, secretSettings),
  updatedAt,
});

type Simple = string | number | boolean | null;

const isSimple = (value: unknown): value is Simple =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** Settings are single values, never nested objects. */
export function simpleValues(field: string, values: Record<string, unknown> | undefined) {
  for (const [name, value] of Object.entries(values ?? {})) {
    if (!isSimple(value)) throw invalidField(`${field}.${name}`, 'must be text, a number, true, false or null');
  }
  return values as Record<string, Simple> | undefined;
}
