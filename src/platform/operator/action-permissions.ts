import type { Permission } from './permissions.js';

/** What each action on doors and outputs needs beyond opening them for a moment. */
const byAction: Readonly<Record<string, Permission>> = {
  open: 'door.open',
  close: 'door.open',
  normalOpen: 'door.hold',
  endNormalOpen: 'door.hold',
  lock: 'door.hold',
  unlock: 'door.hold',
  cancelAlarm: 'alarm.ack',
};

/** A whole site or area at once is an evacuation or a lockdown. */
export function permissionForAction(body: unknown): Permission | null {
  if (typeof body !== 'object' || body === null) return null;
  const { action, all, areaCode } = body as { action?: unknown; all?: unknown; areaCode?: unknown };
  if (all === true || areaCode !== undefined) return 'door.emergency';
  return typeof action === 'string' ? (byAction[action] ?? null) : null;
}
