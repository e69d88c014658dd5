import { countOf, flagOf, optionOf, supports, type Options } from '../../protocol/access-push/dialect.js';
import { bioTypes } from '../../protocol/access-push/parameters/bio-support.js';
import type { Order } from './order.js';

/** Why a device cannot do it, or null. Only what the device says of itself counts; a doubt is left to its own answer. */
type Gate<O> = (options: Options, order: O) => string | null;

type Gates = { readonly [T in Order['type']]?: Gate<Extract<Order, { type: T }>> };

/** A device that sent no list is left to answer itself. */
function bit(options: Options, position: number): boolean {
  const functions = optionOf(options, 'AccSupportFunList');
  return functions === '' || supports({ functions }, position);
}

/** Options alone, of one that was asked for some, say nothing about what is not among them. */
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
    // Terminals that list their types may take fingers in the older form, and list them not.
    const known = types.length > 1 && !(bioType === finger && flagOf(options, 'FingerFunOn'));
    return known && Number(types[bioType] ?? 0) === 0
      ? `takes no ${bioTypes[bioType] ?? 'such type'} (MultiBioDataSupport)`
      : remoteEnrolment(options, null);
  },
};

/** Whether there is anything to ask of a device's options before the order is queued. */
export const isGated = ({ type, subSn }: Order): boolean => type in gates || subSn !== undefined;

/** Only appendix 14's prefix names another device; whether that one can do it, only it knows. */
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
