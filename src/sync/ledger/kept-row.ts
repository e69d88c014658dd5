import type { RowContent, RowToWrite } from '../../core/command/order.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';

/** The field of a stored row that says what fills it at hand-out; no column has such a name. */
export const contentKey = '$content';

/** A row as it is stored, and what fills it. */
export function openDesired(seal: SealedBox, desired: Buffer): Pick<RowToWrite, 'row' | 'content'> {
  const { [contentKey]: content, ...row } = seal.openJson(desired) as Record<string, unknown>;
  return content === undefined ? { row } : { row, content: content as RowContent };
}
