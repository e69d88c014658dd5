import type { FieldChange } from './judge.js';
import type { Item } from './items.js';

/** Fields that are left out of the report, because nobody needs or may read them. */
const hidden = new Set(['photo', 'personPwd', 'template', 'token']);

const valueOf = (text: string) => (text === '' ? '(empty)' : text);

const changeOf = ({ field, ours, theirs }: FieldChange) =>
  hidden.has(field) ? `${field}: differs` : `${field}: ${valueOf(ours)} -> ${valueOf(theirs)}`;

/** A change as it may be written down. */
export const shownChange = (change: FieldChange): FieldChange =>
  hidden.has(change.field) ? { field: change.field, ours: '***', theirs: '***' } : change;

export function detailOf({ outcome, changes, kept, reason }: Item): string {
  const parts = [
    ...(reason === '' ? [] : [reason]),
    ...(outcome === 'change' ? changes.map(changeOf) : []),
    ...kept.map((change) => `kept ${changeOf(change)}`),
  ];
  return parts.join('; ');
}
