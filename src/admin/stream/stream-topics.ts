import type { Permission } from '../../platform/operator/permissions.js';

/** What a stream tells of, and what an operator needs for it. An operator who lacks it is not told, and not refused. */
export const permissionOf = {
  event: 'watch',
  door: 'watch',
  device: 'device.read',
  command: 'command.read',
  alarm: 'watch',
  sync: 'device.read',
  person: 'person.face',
  visit: 'visit.read',
  inside: 'watch',
} as const satisfies Record<string, Permission>;

export type Topic = keyof typeof permissionOf;
export const topics = Object.keys(permissionOf) as readonly Topic[];

/** One thing that happened, as it is sent. */
export interface StreamItem {
  readonly topic: Topic;
  /** The stream continues behind it. */
  readonly position: string;
  /** When it was known here. */
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The same with what decides who may see it. */
export interface FedItem extends StreamItem {
  /** Of one thing only the last item is sent; null = each one is. */
  readonly key: string | null;
  readonly sn?: string;
  readonly visitId?: string;
  readonly musterId?: string;
  /** Codes: those that the person is in, or was in before. */
  readonly departments?: readonly string[];
}
