import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Privacy } from '../envelope/envelope.js';

/** `disabled` is done by the gateway, `paused` by an operator. */
export type WebhookStatus = 'active' | 'paused' | 'disabled';

/** An endpoint that gets messages; `webhook_message` has what became of each of them. */
@Entity()
export class Webhook {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('text') url!: string;
  /** Which messages it gets; empty = all. */
  @Column('text', { array: true, default: '{}' }) types!: string[];
  @Column('text', { array: true, default: '{}' }) sns!: string[];
  @Column('text', { array: true, default: '{}' }) doorIds!: string[];
  @Column('text', { array: true, default: '{}' }) areaCodes!: string[];
  /** Of camera alarms those with these codes; empty = all. */
  @Column('text', { array: true, default: '{}' }) alarmCodes!: string[];
  @Column('int', { default: 0 }) minLevel!: number;
  @Column('text', { default: 'ids' }) privacy!: Privacy;
  @Column('boolean', { default: false }) cards!: boolean;
  @Column('boolean', { default: false }) ordered!: boolean;
  @Column('int', { default: 20 }) concurrency!: number;
  /** Sealed, as are the next and the headers. */
  @Column('bytea') secret!: Buffer;
  @Column('bytea', { nullable: true }) previousSecret!: Buffer | null;
  /** Until then messages are signed with the previous secret, too. */
  @Column('timestamptz', { nullable: true }) previousUntil!: Date | null;
  @Column('bytea', { nullable: true }) headers!: Buffer | null;
  @Column('text', { nullable: true }) ca!: string | null;
  @Column('text', { default: 'active' }) status!: WebhookStatus;
  @Column('text', { nullable: true }) reason!: string | null;
  /** Every message up to here has a row, or is not for this endpoint. */
  @Column('bigint') position!: number;
  /** Every number up to here stands in a row, or stood there. */
  @Column('bigint', { default: 0 }) sequence!: number;
  /** The state of its breaker. */
  @Column('int', { default: 0 }) failures!: number;
  @Column('int', { default: 0 }) probes!: number;
  @Column('timestamptz', { nullable: true }) probeAt!: Date | null;
  /** It asked to be left alone until then. */
  @Column('timestamptz', { nullable: true }) slowUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) failingSince!: Date | null;
  @Column('timestamptz', { nullable: true }) lastSuccessAt!: Date | null;
  /** The gateway that sends, and until when it may. */
  @Column('text', { nullable: true }) leaseOwner!: string | null;
  @Column('timestamptz', { nullable: true }) leaseUntil!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
