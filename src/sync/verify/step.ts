import type { CommandEnd } from '../../core/command/command.service.js';
import type { Order } from '../../core/command/order.js';
import { textOf } from '../../devices/push/request.js';
import { parseRecords, type Rec } from '../../protocol/access-push/records.js';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import type { DeviceFacts } from '../desired/facts.js';
import { answersBy } from '../ledger/answers.js';
import { attRecords, isAtt, withoutRows } from './att-step.js';
import type { Comparison, LedgerSide } from './compare.js';
import type { Step } from './verification.js';

/* One table of a verification: what the device is asked, and what its answer means. */

const mostKeys = 1_000;

/** It is no difference if the firmware does not know a table or does not give it away. */
export function refusal({ status, returnCode }: CommandEnd, { device }: DeviceFacts): Partial<Step> {
  if (status !== 'failed') return { status: 'noAnswer' };
  const never = returnCode !== null && answersBy(device.link).kind(returnCode, '') === 'never';
  return { status: never ? 'cannotVerify' : 'failed', returnCode };
}

/** Some firmware sends every type, whichever was asked for (docs/field-notes.md 37). */
export const recordsOf = (bodies: readonly Buffer[], step: Step, { device }: DeviceFacts): Rec[] =>
  (isAtt(device) ? attRecords(bodies, step) : bodies.flatMap((body) => parseRecords(textOf(body)))).filter(
    ({ fields }) => step.type === null || Number(fields.get('type') ?? step.type) === step.type,
  );

export function missingRows({ device }: DeviceFacts, { returnCode }: CommandEnd, sides: readonly LedgerSide[]) {
  if (!isAtt(device)) return returnCode === 0 ? 'none' : 'wait';
  return withoutRows(returnCode, sides.filter(({ settled }) => settled).length);
}

const condition = ({ type }: Step) => (type === null ? null : `Type=${type}`);

const wireName = ({ table }: Step) => tableNamed(table)?.name ?? table;

export function countOrder(step: Step): Order {
  const where = condition(step);
  return { type: 'count', table: wireName(step), ...(where === null ? {} : { condition: where }) };
}

export const queryOrder = (step: Step): Order => ({
  type: 'query',
  table: wireName(step),
  filter: condition(step) ?? '*',
  keepRows: true,
});

/** Keys are listed, values never: they may be passwords. */
export function report({
  device,
  missing,
  extra,
  different,
  pending,
  underWay,
  unreadable,
}: Comparison): Partial<Step> & Pick<Step, 'status'> {
  const alike = missing.length + extra.length + different.length + unreadable === 0;
  return {
    status: alike ? 'matches' : 'differs',
    device,
    missing: missing.slice(0, mostKeys),
    extra: extra.slice(0, mostKeys).map(({ key }) => key),
    different: different.slice(0, mostKeys).map(({ held: { key }, columns }) => ({ key, columns })),
    totals: { missing: missing.length, extra: extra.length, different: different.length },
    pending,
    underWay,
    unreadable,
  };
}
