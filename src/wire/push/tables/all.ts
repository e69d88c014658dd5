import type { AnyTable } from '../table.js';
import { bioData, extUser, mulCardUser, templateV10, user, userAuthorize } from './person.js';
import { holiday, timezone } from './schedule.js';

/** Every table the gateway writes, by the wire's name. */
export const tables = {
  user,
  extuser: extUser,
  mulcarduser: mulCardUser,
  userauthorize: userAuthorize,
  templatev10: templateV10,
  biodata: bioData,
  timezone,
  holiday,
} as const satisfies Record<string, AnyTable>;

export type TableName = keyof typeof tables;

const byName = new Map<string, AnyTable>(Object.entries(tables));

/** The table of a wire name in any case, or undefined for one the gateway does not write. */
export const tableNamed = (name: string): AnyTable | undefined => byName.get(name.toLowerCase());
