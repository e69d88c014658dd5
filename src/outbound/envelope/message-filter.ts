import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { fieldError } from '../../platform/errors.js';
import { withChildren } from '../../platform/operator/bounds.js';
import { typesNamed } from './all-types.js';
import type { FeedMessage } from './envelope.js';

/** What a reader wants; what is left out or empty selects everything. */
export interface MessageFilter {
  /** Names of types, or `access.*`. */
  readonly types?: readonly string[] | undefined;
  readonly sns?: readonly string[] | undefined;
  readonly doorIds?: readonly string[] | undefined;
  /** With the areas below them. */
  readonly areaCodes?: readonly string[] | undefined;
  /** Of camera alarms those with these codes. */
  readonly alarmCodes?: readonly string[] | undefined;
  readonly pins?: readonly string[] | undefined;
  /** 0 everything, 1 warnings and alarms, 2 alarms; what is no event has level 0. */
  readonly minLevel?: number | undefined;
}

/** What the fields are called where they are wrong. */
interface FieldNames {
  readonly types: string;
  readonly areaCodes: string;
}

const usualNames: FieldNames = { types: 'types', areaCodes: 'areaCodes' };

export type Matcher = (message: FeedMessage) => boolean;

@Injectable()
export class MessageFilterService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws Failure invalid for a type or an area that does not exist */
  async matcherOf(filter: MessageFilter, names: FieldNames = usualNames): Promise<Matcher> {
    const { sns, doorIds, alarmCodes, pins, minLevel = 0 } = filter;
    const types = typesOf(filter.types, names.types);
    const areas = await this.areasOf(filter.areaCodes, names.areaCodes);
    const among = (values: readonly string[] | undefined) => (values?.length ? new Set(values) : null);
    const wanted: readonly (readonly [ReadonlySet<string> | null, (message: FeedMessage) => string | null])[] = [
      [types, ({ type }) => type],
      [among(sns), ({ sn }) => sn],
      [among(doorIds), ({ doorId }) => doorId],
      [areas, ({ areaCode }) => areaCode],
      [among(pins), ({ pin }) => pin],
    ];
    const tests = wanted.flatMap(([values, of]) => (values ? [{ values, of }] : []));
    const codes = among(alarmCodes);
    return (message) =>
      message.level >= minLevel &&
      (codes === null || message.alarmCode === undefined || codes.has(message.alarmCode)) &&
      tests.every(({ values, of }) => {
        const value = of(message);
        return value !== null && values.has(value);
      });
  }

  private async areasOf(codes: readonly string[] = [], field: string): Promise<ReadonlySet<string> | null> {
    if (codes.length === 0) return null;
    const found = new Set(await withChildren(this.unitOfWork.manager, 'area', codes));
    const unknown = codes.find((code) => !found.has(code));
    if (unknown !== undefined) throw fieldError(field, `names no area: ${unknown}`);
    return found;
  }
}

/** @throws Failure invalid */
function typesOf(names: readonly string[] = [], field: string): ReadonlySet<string> | null {
  if (names.length === 0) return null;
  return new Set(
    names.flatMap((name) => {
      const types = typesNamed(name);
      if (!types) throw fieldError(field, `names no type of message, and no family such as access.*: ${name}`);
      return types;
    }),
  );
}
