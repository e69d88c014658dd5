import type { EntityManager } from 'typeorm';
import { fieldError } from '../../platform/errors.js';
import type { ParkingChannel } from './parking-channel.entity.js';
import { ParkingEntrance } from './parking-site.entity.js';
import type { BarrierKind, ChannelState } from './parking-words.js';

export interface ParkingChannelFacts {
  readonly name?: string | undefined;
  readonly areaId?: string | undefined;
  readonly state?: ChannelState | undefined;
  /** Null = of no entrance. */
  readonly entranceId?: string | null | undefined;
  readonly barrier?: BarrierKind | undefined;
  /** Of the door or the auxiliary output. */
  readonly barrierId?: string | null | undefined;
  readonly barrierSeconds?: number | undefined;
  /** Of the site's own controller. */
  readonly barrierUrl?: string | null | undefined;
  /** Goes with each request to it; null = nothing does. */
  readonly barrierSecret?: string | null | undefined;
  /** The reader that gives plates as card numbers. */
  readonly readerId?: string | null | undefined;
  /** Null = as its area. */
  readonly admitsTemporary?: boolean | null | undefined;
}

const settings = [
  'id',
  'name',
  'areaId',
  'state',
  'entranceId',
  'barrier',
  'barrierId',
  'barrierSeconds',
  'barrierUrl',
  'barrierSecret',
  'readerId',
  'admitsTemporary',
] as const satisfies (keyof ParkingChannel)[];

export type ChannelSettings = Pick<ParkingChannel, (typeof settings)[number]>;

export const settingsOf = (channel: ParkingChannel): ChannelSettings =>
  Object.fromEntries(settings.map((name) => [name, channel[name]])) as unknown as ChannelSettings;

/** A channel without a barrier. */
export const plainChannel = {
  entranceId: null,
  barrier: 'none',
  barrierId: null,
  barrierSeconds: 5,
  barrierUrl: null,
  readerId: null,
  admitsTemporary: null,
} as const;

/**
 * The channel with what is said of it. What belongs to another kind of barrier goes.
 * @param seal seals the secret
 */
export function channelWith(
  known: ChannelSettings,
  { barrierSecret, ...facts }: ParkingChannelFacts,
  seal: (text: string) => Buffer,
): ChannelSettings {
  const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const all: ChannelSettings = { ...known, ...said };
  const { barrier } = all;
  const isPoint = barrier === 'door' || barrier === 'auxOutput';
  const isSame = barrier === known.barrier || facts.barrierId !== undefined;
  const barrierId = isPoint && isSame ? all.barrierId : null;
  if (barrier !== 'http') return { ...all, barrierId, barrierUrl: null, barrierSecret: null };
  return { ...all, barrierId, barrierSecret: secretOf(known, all.barrierUrl, barrierSecret, seal) };
}

/** Who may edit does not get to see the secret: what was said before goes to no other host. */
function secretOf(
  known: ChannelSettings,
  url: string | null,
  said: string | null | undefined,
  seal: (text: string) => Buffer,
): Buffer | null {
  if (said !== undefined) return said === null ? null : seal(said);
  const isThere = url !== null && originOf(url) === originOf(known.barrierUrl ?? '');
  return isThere ? known.barrierSecret : null;
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');

const pointTables = { door: ['door', 'door'], auxOutput: ['aux_output', 'auxiliary output'] } as const;

/** Whether what the channel names is there. @throws Failure invalid */
export async function checkChannel(tx: EntityManager, channel: ChannelSettings): Promise<void> {
  await checkEntrance(tx, channel);
  await checkBarrier(tx, channel);
  const { readerId } = channel;
  if (readerId === null) return;
  const readers: unknown[] = await tx.query('SELECT 1 FROM reader WHERE id = $1', [readerId]);
  if (readers.length === 0) throw fieldError('readerId', `names no reader: ${readerId}`);
}

async function checkEntrance(tx: EntityManager, { entranceId, areaId }: ChannelSettings): Promise<void> {
  if (entranceId === null) return;
  const entrance = await tx.findOneBy(ParkingEntrance, { id: entranceId });
  if (!entrance) throw fieldError('entranceId', `names no entrance: ${entranceId}`);
  if (entrance.areaId !== areaId) throw fieldError('entranceId', `is not of the parking area ${areaId}`);
}

async function checkBarrier(tx: EntityManager, { barrier, barrierId, barrierUrl }: ChannelSettings): Promise<void> {
  if (barrier === 'http' && barrierUrl === null) throw fieldError('barrierUrl', 'is needed for a barrier by HTTP');
  if (barrier === 'http' || barrier === 'none') return;
  const [table, what] = pointTables[barrier];
  if (barrierId === null) throw fieldError('barrierId', `is needed: the id of the ${what}`);
  const found: unknown[] = await tx.query(`SELECT 1 FROM ${table} WHERE id = $1`, [barrierId]);
  if (found.length === 0) throw fieldError('barrierId', `names no ${what}: ${barrierId}`);
}
