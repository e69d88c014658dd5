import type { Order } from './order.js';

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
