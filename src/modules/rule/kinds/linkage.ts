import { tables } from '../../../protocol/access-push/tables/all.js';
import { ruleKind, type Fault, type Parts } from '../rule.js';
import { faultOfPart, type Part } from './parts.js';

export interface LinkageFacts {
  readonly name?: string;
  /** Number of the event that triggers it (appendix 2). */
  readonly event: number;
  readonly inType: 'any' | 'door' | 'reader' | 'auxIn';
  readonly inNumber?: number;
  readonly outType: 'lock' | 'auxOut' | 'camera';
  readonly outNumber?: number;
  readonly action?: 'open' | 'close' | 'normalOpen' | 'lock' | 'unlock';
  readonly seconds?: number;
  readonly takePhoto?: boolean;
  readonly recordVideo?: boolean;
  readonly secondsBefore?: number;
  readonly secondsAfter?: number;
}

const outTypes = { lock: 0, auxOut: 1, camera: 2 } as const;
const stayOpen = 255;
/** The low four bits of Reserved say what is linked, the high ones whether a door is locked or unlocked (9.1.1). */
const linked = { door: 0, reader: 1, camera: 2 } as const;
const held = { lock: 16, unlock: 32 } as const;

/** OutTime of a camera: photo, video, seconds before and after, one byte each, the lowest first. */
const cameraTime = ({ takePhoto, recordVideo, secondsBefore = 0, secondsAfter = 0 }: LinkageFacts) =>
  Number(takePhoto ?? false) +
  Number(recordVideo ?? false) * 0x1_00 +
  secondsBefore * 0x1_00_00 +
  secondsAfter * 0x1_00_00_00;

function outTime(facts: LinkageFacts): number {
  if (facts.outType === 'camera') return cameraTime(facts);
  if (facts.action === 'open') return facts.seconds ?? 0;
  return facts.action === 'normalOpen' ? stayOpen : 0;
}

function reserved({ inType, outType, action }: LinkageFacts): number {
  const kind = outType === 'camera' ? linked.camera : inType === 'reader' ? linked.reader : linked.door;
  return kind + (action === 'lock' || action === 'unlock' ? held[action] : 0);
}

/** Further fields that each action needs. */
function faultOfAction({ outType, action, seconds }: LinkageFacts): Fault | null {
  if (outType === 'camera') return action === undefined ? null : { field: 'action', message: 'is not for cameras' };
  if (action === undefined) return unsaid('action');
  if (action === 'open' && seconds === undefined) return { field: 'seconds', message: 'must be said to open' };
  return (action === 'lock' || action === 'unlock') && outType !== 'lock'
    ? { field: 'action', message: 'locks and unlocks doors only' }
    : null;
}

const outParts: Readonly<Record<LinkageFacts['outType'], Part | null>> = {
  lock: 'door',
  auxOut: 'auxOut',
  camera: null,
};

function faultOfTrigger({ inType, inNumber }: LinkageFacts, parts: Parts | null): Fault | null {
  if (inType === 'any') return null;
  return inNumber === undefined ? unsaid('inNumber') : faultOfPart('inNumber', inType, inNumber, parts);
}

function faultOfOutput({ outType, outNumber }: LinkageFacts, parts: Parts | null): Fault | null {
  const part = outParts[outType];
  if (part === null) return null;
  return outNumber === undefined ? unsaid('outNumber') : faultOfPart('outNumber', part, outNumber, parts);
}

const unsaid = (field: string): Fault => ({ field, message: 'must be said' });

/** An action at an event: a lock, an output, a camera (9.1.1, linkage). */
export const linkages = ruleKind<LinkageFacts>({
  name: 'linkages',
  refers: ['sn'],
  numbered: 'device',
  needs: 'for cameras position 65 of AccSupportFunList',
  supported: ({ dialect }, { facts }) => facts.outType !== 'camera' || (tables.cambindinfo.when?.(dialect) ?? true),
  check: (facts, parts) => faultOfTrigger(facts, parts) ?? faultOfOutput(facts, parts) ?? faultOfAction(facts),
  shared: ({ number, facts }) => [
    {
      table: 'inoutfun',
      row: {
        index: number,
        eventType: facts.event,
        inAddr: facts.inType === 'any' ? 0 : facts.inNumber,
        outType: outTypes[facts.outType],
        outAddr: facts.outType === 'camera' ? 0 : facts.outNumber,
        outTime: outTime(facts),
        reserved: reserved(facts),
      },
    },
  ],
});

export interface CameraBindingFacts {
  readonly target: 'reader' | 'auxIn';
  readonly number: number;
  readonly channels: readonly number[];
}

/** The cameras of a reader or an auxiliary input (9.1.1, camera binding). */
export const cameraBindings = ruleKind<CameraBindingFacts>({
  name: 'camera-bindings',
  refers: ['sn'],
  unique: ['sn', 'target', 'number'],
  needs: 'position 65 of AccSupportFunList',
  supported: ({ dialect }) => tables.cambindinfo.when?.(dialect) ?? true,
  check: ({ target, number }, parts) => faultOfPart('number', target, number, parts),
  shared: ({ facts: { target, number, channels } }) =>
    [...new Set(channels)].map((chn) => ({
      table: 'cambindinfo',
      row: { targetType: target === 'reader' ? 0 : 1, targetId: number, chn },
    })),
});
