import type { FieldFault } from '../api/problem.js';
import type { Translate } from '../i18n/t.js';

/** What is wrong with a field, or with one of many. */
export interface ToldFault {
  readonly code?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly message: string;
}

/** The words for it: ours by its code, else the gateway's. */
export function faultWords(t: Translate, { code, params, message }: ToldFault): string {
  if (code === undefined) return message;
  const key = code === 'taken' && params?.by === undefined ? 'takenByOther' : code;
  return t.loose(`ui.field-${key}`, message, { ...(params as FieldFault['params']) });
}
