import { Column, Entity, Index, PrimaryColumn, VirtualColumn } from 'typeorm';
import type { Move } from './device-move.js';

export type DeviceStatus = 'pending' | 'approved' | 'rejected' | 'disabled';
export type DeviceLink = 'push-acc' | 'push-att' | 'pull';
export type DeviceModule = 'acc' | 'att' | 'ele' | 'psg' | 'ins';
/** What becomes of the users a taken-over panel already holds. */
export type ExistingUsers = 'keep' | 'clear' | 'import';
/** When its events are compared with ours automatically: if the index has a gap, also every night, or never. */
export type ReconcilePolicy = 'off' | 'gap' | 'nightly';

/**
 * How Postern learns about people from a device. `fill`: only empty facts are filled. `replace`: a device's own reports
 * also replace our facts. `nothing`: an operator takes them over by hand.
 */
export const learningModes = ['fill', 'replace', 'nothing'] as const;
export type Learns = (typeof learningModes)[number];

export type TokenMode = 'off' | 'observe' | 'enforce';
/** How calls from other addresses than its own are treated: held, reported, or served like any other. */
export type AddressMode = 'pin' | 'warn' | 'off';

/** Kinds of alerts that are shown as warnings, too. */
export const alertCodes = [
  'encryption',
  'unreadable',
  'token',
  'remoteIdentification',
  'reconciliation',
  'newcomer',
  'newAddress',
  'deviceDuplicate',
  'reported',
] as const;
export type AlertCode = (typeof alertCodes)[number];

/** For SQL: the last call of a device, or null. */
export const lastSeen = (device: string): string =>
  `(SELECT seen_at FROM device_seen WHERE device_seen.sn = ${device}.sn)`;

/** Without a name of its own it would be taken for the column of `cameBackAt`. */
const seenColumn = { type: 'timestamptz', name: 'seen_at', query: lastSeen } as const;

@Entity()
@Index(['areaCode', 'module'])
@Index('device_by_state', ['status', 'online'])
export class Device {
  @PrimaryColumn('text') sn!: string;
  @Column('varchar', { length: 64, unique: true }) id!: string;
  @Column('text') name!: string;
  @Column('text', { default: 'acc' }) module!: DeviceModule;
  /** An operator chose the module; otherwise it follows the protocol of the device. */
  @Column('boolean', { default: false }) moduleChosen!: boolean;
  /** The model, as the device names it. */
  @Column('text', { default: '' }) type!: string;
  @Column('text', { default: '1' }) areaCode!: string;
  /** IANA zone; null = the site's. */
  @Column('text', { nullable: true }) timeZone!: string | null;
  @Column('text', { default: 'pending' }) status!: DeviceStatus;
  @Column('text', { default: 'push-acc' }) link!: DeviceLink;
  @Column('boolean', { default: false }) online!: boolean;
  /** Its last call. It is written too often for this wide row, so it stands in `device_seen`. */
  @VirtualColumn(seenColumn) lastSeenAt!: Date | null;
  /**
   * Its last call when it came online: only gateways of a release before read it. Whoever writes it writes `device_seen`,
   * too.
   */
  @Column('timestamptz', { name: 'last_seen_at', nullable: true, select: false }) cameBackAt!: Date | null;
  @Column('timestamptz', { nullable: true }) offlineSince!: Date | null;
  /**
   * When it came back after an absence; cleared once its event 214 has come or was written by the gateway
   * (docs/rules.md 1).
   */
  @Column('timestamptz', { nullable: true }) returnedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) registeredAt!: Date | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { default: 'pin' }) addressMode!: AddressMode;
  /** The addresses it is bound to; empty = the next one that it calls from. */
  @Column('text', { array: true, default: '{}' }) addresses!: string[];
  @Column('timestamptz', { nullable: true }) boundAt!: Date | null;
  /** Until then it may register without its token, even if tokens are required. */
  @Column('timestamptz', { nullable: true }) registrationUntil!: Date | null;
  /** The device calls from a new address: its data must be compared as soon as it can be asked. */
  @Column('boolean', { default: false }) verifyDue!: boolean;
  /** The database was restored: it is given nothing until what it lacks was looked at. */
  @Column('boolean', { default: false }) givingHeld!: boolean;
  @Column('text', { nullable: true }) registryCode!: string | null;
  @Column('text', { nullable: true }) sessionId!: string | null;
  @Column('text', { nullable: true }) previousSessionId!: string | null;
  /** Version of the device's protocol (`pushver`). */
  @Column('text', { nullable: true }) pushVersion!: string | null;
  /** Registration parameters and options as sent, without the leading ~. */
  @Column('jsonb', { default: {} }) options!: Record<string, string>;
  /** Set by hand or learnt: behaviour of this firmware that differs (quirks.ts). */
  @Column('jsonb', { default: {} }) quirks!: Record<string, string | number | boolean>;
  @Column('text', { default: 'keep' }) existing!: ExistingUsers;
  @Column('text', { default: 'gap' }) reconcile!: ReconcilePolicy;
  @Column('text', { default: 'fill' }) learns!: Learns;
  /** Its events are attendance records, although it belongs to another business. */
  @Column('boolean', { default: false }) attendance!: boolean;
  /** True once SET OPTIONS MulCardUserFunOn=1 was accepted, false once it was refused, null = not asked yet. */
  @Column('boolean', { nullable: true }) multiCardOn!: boolean | null;
  @Column('int', { default: 1 }) devId!: number;
  /** Most records that one data command may carry, learnt from refusals for size. */
  @Column('int', { default: 500 }) maxRecords!: number;
  /** Counts resets: an event index that falls back opens a new epoch (docs/rules.md 1). */
  @Column('int', { default: 1 }) eventEpoch!: number;
  @Column('bigint', { default: 0 }) lastEventIndex!: number;
  @Column('text', { nullable: true }) lastEventTime!: string | null;
  /** What is demanded of the token that its requests carry; observe: nothing, but it is looked at. */
  @Column('text', { default: 'observe' }) tokenMode!: TokenMode;
  /** Which form of the token was last seen. */
  @Column('text', { nullable: true }) tokenForm!: string | null;
  /** Requests in a row with the full form, counted up to as many as `enforce` asks for. */
  @Column('int', { default: 0 }) tokenMatches!: number;
  /** The protocol version that it is told; below 3.1.1 nothing is encrypted (appendix 13). */
  @Column('text', { default: '3.0.1' }) pushProtVer!: string;
  /** It asks here before it opens (Access PUSH 10). */
  @Column('boolean', { default: false }) remoteIdentification!: boolean;
  /** What the operator should know, a line each, newest last. */
  @Column('jsonb', { default: [] }) alerts!: { at: string; text: string; code?: AlertCode }[];
  /** Users counted on the device at the last COUNT, and when. */
  @Column('int', { nullable: true }) countedUsers!: number | null;
  @Column('timestamptz', { nullable: true }) countedAt!: Date | null;
  /** Users on the device that the ledger does not know: they may open doors (docs/rules.md 3). */
  @Column('int', { nullable: true }) extraUsers!: number | null;
  /** It has not said how many users it holds since it registered. */
  @Column('boolean', { default: false }) countDue!: boolean;
  /** How many rows of which table a comparison found wrong and left as they are. */
  @Column('jsonb', { default: {} }) foundDiffering!: Readonly<Record<string, number>>;
  /** What `existing` asks for has been done. */
  @Column('boolean', { default: false }) existingDone!: boolean;
  /** When the settings that follow a registration were last queued. */
  @Column('timestamptz', { nullable: true }) setupAt!: Date | null;
  /** Dialect and zone for which its rows were last worked out: while they stay, a registration changes none of them. */
  @Column('text', { nullable: true }) syncedAs!: string | null;
  /** That it was told to call another server, and how far that has come. */
  @Column('jsonb', { nullable: true }) move!: Move | null;
  /** What it and the gateway say to each other is recorded until then; null = it is not. */
  @Column('timestamptz', { nullable: true }) wireUntil!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  /** When what operators set was changed last. */
  @Column('timestamptz', { default: () => 'now()' }) editedAt!: Date;
  /** Moves with every change but lastSeenAt; replicas find changed devices by it. */
  @Index() @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** A device of that business. Pending and rejected ones are no devices of any. */
export const isOfModule = ({ status, module }: Pick<Device, 'status' | 'module'>, of: DeviceModule): boolean =>
  module === of && (status === 'approved' || status === 'disabled');
