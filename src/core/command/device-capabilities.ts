import { countOf, flagOf, optionOf, supports, type Options } from '../../protocol/access-push/dialect.js';
import { bioTypes } from '../../protocol/access-push/parameters/bio-support.js';
import type { Order } from './order.js';

/** Why a device cannot do it, or null. Only what the device announces counts; in doubt the device answers itself. */
type Gate<O> = (options: Options, order: O) => string | null;

type Gates = { readonly [T in Order['type']]?: Gate<Extract<Order, { type: T }>> };

/** A device that sent no list gets the command and answers itself. */
function bit(options: Options, position: number): boolean {
  const functions = optionOf(options, 'AccSupportFunList');
  return functions === '' || supports({ functions }, position);
}

/** If a device was only asked for some options, they say nothing about the others. */
const hasRegistered = (options: Options) => optionOf(options, 'DeviceType') !== '';

const needsBit =
  (position: number, what: string): Gate<unknown> =>
  (options) =>
    bit(options, position) ? null : `${what} (AccSupportFunList, position ${position})`;

const elevatorBits = [52, 53, 54, 55, 56];

const needsElevator: Gate<unknown> = (options) =>
  optionOf(options, 'DeviceType') !== 'acc' || elevatorBits.some((position) => bit(options, position))
    ? null
    : 'does not control elevators (AccSupportFunList, positions 52 to 56)';

const finger = 1;

const remoteEnrolment = needsBit(40, 'cannot enrol people from afar');

const needsScreen: Gate<unknown> = (options) =>
  !hasRegistered(options) || flagOf(options, 'IsSupportADScreen') || flagOf(options, 'ADScreenFunOn')
    ? null
    : 'has no advertising screen (IsSupportADScreen)';

/** By the parameters of registration (Access PUSH 4.4, appendix 20). */
const gates: Gates = {
  auxOutput: (options, { output }) => {
    const outputs = optionOf(options, 'AuxOutCount');
    return outputs === '' || (countOf(options, 'AuxOutCount') > 0 && output <= countOf(options, 'AuxOutCount'))
      ? null
      : `has ${outputs} auxiliary outputs`;
  },
  emergency: needsBit(3, 'has no emergency mode'),
  zigbee: (options) =>
    !hasRegistered(options) || countOf(options, 'MaxZigbeeCount') > 0 ? null : 'has no Zigbee (MaxZigbeeCount)',
  wiegandTest: needsBit(10, 'has no Wiegand test'),
  readerLight: needsBit(13, 'cannot light its readers'),
  switchNetwork: (options, { mode }) =>
    mode === 'wiredTo4g' || mode === '4gToWired' ? needsBit(25, 'has no 4G')(options, null) : null,
  idCardMode: needsBit(30, 'cannot register identity cards'),
  cancelElevatorEmergency: needsBit(54, 'has no elevator emergency interface'),
  elevatorOutput: needsElevator,
  elevatorNormallyOpen: needsElevator,
  adScreen: needsScreen,
  account: needsBit(11, 'does not know ACCOUNT'),
  upgrade: (options, { method }) =>
    method !== 3 || !hasRegistered(options) || flagOf(options, 'SubcontractingUpgradeFunOn')
      ? null
      : 'does not fetch firmware in parts (SubcontractingUpgradeFunOn)',
  enrollInfo: remoteEnrolment,
  enrollBio: (options, { bioType }) => {
    const types = optionOf(options, 'MultiBioDataSupport').split(':');
    // Terminals that list their types may accept fingers in the older form without listing them.
    const known = types.length > 1 && !(bioType === finger && flagOf(options, 'FingerFunOn'));
    return known && Number(types[bioType] ?? 0) === 0
      ? `takes no ${bioTypes[bioType] ?? 'such type'} (MultiBioDataSupport)`
      : remoteEnrolment(options, null);
  },
};

/** Whether the order depends on a device's options, before it is queued. */
export const isGated = ({ type, subSn }: Order): boolean => type in gates || subSn !== undefined;

/** Only appendix 14's prefix names another device; only that device knows whether it can do it. */
const handsOn = (options: Options) => countOf(options, 'CmdFormat') === 1;

/**
 * What the device lacks for the order, or null. A capability that the device has not reported yet does not count as
 * missing.
 */
export function lacking(order: Order, options: Options): string | null {
  if (order.subSn !== undefined) return handsOn(options) ? null : 'hands no commands on (CmdFormat)';
  const gate = gates[order.type] as Gate<Order> | undefined;
  return gate?.(options, order) ?? null;
}

/* What the protocol of a link has no words for. */

type Refusal<T extends Order['type']> = (order: Extract<Order, { type: T }>) => string | null;
type Refusals = { readonly [T in Order['type']]?: Refusal<T> };

const nothing = (what: string) => () => `has no words for ${what} in its protocol`;
const onlyDoor = ({ door }: { door: number }) => (door > 1 ? 'has one door' : null);

/** Orders that only a controller with Access PUSH supports (9.2). */
const ofControllers = {
  closeDoor: nothing('closing a door'),
  holdDoorOpen: nothing('holding a door open'),
  lockDoor: nothing('locking a door'),
  normalOpenSchedule: nothing('a schedule of open doors'),
  auxOutput: nothing('auxiliary outputs'),
  emergency: nothing('an emergency'),
  readerLight: nothing('lights of readers'),
  wiegandTest: nothing('a Wiegand test'),
  elevatorOutput: nothing('floors'),
  elevatorNormallyOpen: nothing('floors'),
  cancelElevatorEmergency: nothing('floors'),
  restart: ({ slave }) => (slave === undefined ? null : 'has no device behind it'),
} as const satisfies Refusals;

/** Orders that the protocol of a link cannot express, on any device: they are refused before they are queued. */
const refusals: Readonly<Record<string, Refusals>> = {
  'push-att': { ...ofControllers, openDoor: onlyDoor, cancelAlarm: onlyDoor },
  pull: { ...ofControllers, openDoor: onlyDoor, cancelAlarm: nothing('alarms') },
};

/** Whether the order depends on a device's link, before it is queued. */
export const isLinkGated = ({ type }: Order): boolean =>
  type in ofControllers || type === 'openDoor' || type === 'cancelAlarm';

/** The part of the order that the link cannot express, or null. @param link as the admin API shows it */
export function unspeakable(order: Order, link: string): string | null {
  const refusal = refusals[link]?.[order.type] as Refusal<Order['type']> | undefined;
  return refusal?.(order) ?? null;
}
