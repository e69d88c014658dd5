import { linkages, type LinkageFacts } from '../../modules/rule/kinds/linkage.js';
import type { At, Rule, RuleKind } from '../../modules/rule/rule.js';
import type { FoundRow } from './found-row.js';

/** Events of auxiliary inputs (appendix 2); those of readers say so in Reserved, all others are of doors. */
const ofInputs: ReadonlySet<number> = new Set([220, 221]);
const outTypes = ['lock', 'auxOut', 'camera'] as const;
const [byReader, byCamera] = [1, 2];
const [locks, unlocks] = [16, 32];
const staysOpen = 255;

interface Found {
  readonly said: { readonly kind: RuleKind; readonly facts: Readonly<Record<string, unknown>> };
  readonly number: number;
  readonly row: FoundRow;
}

/** Rows of `inoutfun` that are equal to those of our linkages. */
export const foundLinkages = (rows: readonly FoundRow[]): Found[] =>
  rows.flatMap((row) => {
    const number = Number(row.row.index);
    const facts = factsOf(row.row);
    return facts && writes(facts, number, row.row)
      ? [{ said: { kind: linkages, facts: { ...facts } }, number, row }]
      : [];
  });

function factsOf(row: FoundRow['row']): LinkageFacts | null {
  const [event, inAddr, out] = [Number(row.eventType), Number(row.inAddr), Number(row.outType)];
  const outType = outTypes[out];
  if (outType === undefined) return null;
  const reserved = Number(row.reserved ?? 0);
  const trigger = triggerOf(event, inAddr, reserved & 15);
  if (outType === 'camera') return { event, ...trigger, outType, ...cameraOf(Number(row.outTime)) };
  const action = actionOf(Number(row.outTime), reserved);
  return { event, ...trigger, outType, outNumber: Number(row.outAddr), ...action };
}

function triggerOf(event: number, address: number, linked: number): Pick<LinkageFacts, 'inType' | 'inNumber'> {
  if (address === 0) return { inType: 'any' };
  if (linked === byReader) return { inType: 'reader', inNumber: address };
  if (ofInputs.has(event)) return { inType: 'auxIn', inNumber: address };
  return { inType: linked === byCamera ? 'reader' : 'door', inNumber: address };
}

function actionOf(time: number, reserved: number): Pick<LinkageFacts, 'action' | 'seconds'> {
  if ((reserved & locks) > 0) return { action: 'lock' };
  if ((reserved & unlocks) > 0) return { action: 'unlock' };
  if (time === 0) return { action: 'close' };
  return time === staysOpen ? { action: 'normalOpen' } : { action: 'open', seconds: time };
}

/** A byte each: photo, video, seconds before and after. */
const cameraOf = (time: number) => ({
  takePhoto: (time & 0xff) === 1,
  recordVideo: ((time >> 8) & 0xff) === 1,
  secondsBefore: (time >> 16) & 0xff,
  secondsAfter: (time >> 24) & 0xff,
});

/**
 * The columns that the rule writes are equal; columns about other devices behind the panel cannot be expressed here.
 */
function writes(facts: LinkageFacts, number: number, row: FoundRow['row']): boolean {
  const own = linkages.shared?.({ number, facts } as unknown as Rule, {} as At)[0]?.row ?? {};
  const isOwn = Object.entries(own).every(([column, value]) => Number(row[column] ?? 0) === Number(value));
  return isOwn && Number(row.inDevId ?? 1) <= 1 && Number(row.outDevId ?? 1) <= 1;
}
